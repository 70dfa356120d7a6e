package io.binnacle.server.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One query parameter of a route. A request with a parameter that its route does not declare is refused.
 *
 * @param kind what its text must be
 * @param repeated whether it may come several times
 */
public record Parameter(String name, Kind kind, String description, boolean required, boolean repeated) {

    /** What a parameter's text must be; the names are those of the OpenAPI document. */
    public enum Kind {
        STRING, INTEGER, NUMBER, BOOLEAN
    }

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    /** The four parameters that every list has. */
    static final List<Parameter> LIST = List.of(
            text("q",
                    "Filter: field:value, field:a,b, -field:value, field~part, field>value; other words search the text"),
            text("sort", "Fields to sort by, comma separated; a leading - turns the order round"),
            text("cursor", "Where the page starts: nextCursor of the page before"),
            integer("limit", "Length of the page, 1 to 500; 50 unless told otherwise"));

    public static Parameter text(String name, String description) {
        return new Parameter(name, Kind.STRING, description, false, false);
    }

    public static Parameter integer(String name, String description) {
        return new Parameter(name, Kind.INTEGER, description, false, false);
    }

    public static Parameter number(String name, String description) {
        return new Parameter(name, Kind.NUMBER, description, false, false);
    }

    public static Parameter flag(String name, String description) {
        return new Parameter(name, Kind.BOOLEAN, description, false, false);
    }

    /** The same one, without which the request is refused. */
    public Parameter must() {
        return new Parameter(name, kind, description, true, repeated);
    }

    /** The same one, which may come several times. */
    public Parameter many() {
        return new Parameter(name, kind, description, required, true);
    }

    /** What that text should be instead; empty when it is right. */
    Optional<String> expectedOf(String text) {
        return switch (kind) {
            case STRING -> Optional.empty();
            case INTEGER -> INTEGER.matcher(text).matches() ? Optional.empty() : Optional.of("a whole number");
            case NUMBER -> NUMBER.matcher(text).matches() ? Optional.empty() : Optional.of("a number");
            case BOOLEAN -> text.equals("true") || text.equals("false")
                    ? Optional.empty()
                    : Optional.of("true or false");
        };
    }
}
