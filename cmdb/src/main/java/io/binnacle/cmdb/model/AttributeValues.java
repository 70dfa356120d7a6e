package io.binnacle.cmdb.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;
import org.jspecify.annotations.Nullable;

/** Turns observed values into the kinds that the attribute types keep. */
public final class AttributeValues {

    private AttributeValues() {
    }

    /**
     * The good values in the order of the class; each bad one goes to {@code problems} and is left out. A
     * value that is an empty text or an empty list is no value.
     */
    public static Map<String, Object> coerce(CiClass ciClass, Map<String, Object> observed,
            Consumer<Violation> problems) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Attribute attribute : ciClass.attributes()) {
            Object given = given(attribute, observed);
            if (given == null) {
                continue;
            }
            Object value = coerce(attribute.type(), given);
            @Nullable
            String expected = value == null ? attribute.type().text() : expected(attribute, value);
            if (value == null || expected != null) {
                problems.accept(new Violation(attribute.name(), String.valueOf(expected),
                        attribute.sensitive() ? "something else" : shorten(String.valueOf(given))));
            } else if (!isEmpty(value)) {
                values.put(attribute.name(), attribute.sensitive() ? redact(value) : value);
            }
        }
        for (String name : observed.keySet()) {
            if (ciClass.attributes().stream().noneMatch(each -> name.equals(each.name()) || name.equals(each.was()))) {
                problems.accept(unknown(ciClass, name));
            }
        }
        return values;
    }

    /** That the class has no attribute of that name, with the one that may be meant. */
    public static Violation unknown(CiClass ciClass, String name) {
        String hint = Suggestion.nearest(name, ciClass.attributes().stream().map(Attribute::name).toList())
                .map(nearest -> ", such as " + nearest).orElse("");
        return new Violation(name, "an attribute of class " + ciClass.name() + hint, "another name");
    }

    /** A source that was there before the attribute was renamed goes on by the old name. */
    private static @Nullable Object given(Attribute attribute, Map<String, Object> observed) {
        Object given = observed.get(attribute.name());
        return given == null && attribute.was() != null ? observed.get(attribute.was()) : given;
    }

    /** What the constraint expected of a value instead; null when it is as it must be, or empty and so no value. */
    private static @Nullable String expected(Attribute attribute, Object value) {
        Constraint constraint = attribute.constraint();
        return constraint == null || isEmpty(value) ? null : constraint.expected(value).orElse(null);
    }

    /** The value as one of that type; null when it cannot be one. */
    static @Nullable Object convert(AttributeType type, Object value) {
        return coerce(type, value);
    }

    /** As people read it in a history; null stays null. */
    public static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case List<?> list -> String.join(", ", list.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    private static @Nullable Object coerce(AttributeType type, Object given) {
        return switch (type) {
            case TEXT, ENUM, REFERENCE ->
                given instanceof Collection || given instanceof Map ? null : clean(given.toString());
            case INTEGER -> integer(given);
            case BYTES -> bytes(given);
            case NUMBER -> number(given);
            case BOOLEAN -> bool(given);
            case TIME -> time(given);
            case DATE -> date(given);
            case LIST -> given instanceof Collection<?> list
                    ? list.stream().map(each -> clean(String.valueOf(each))).toList()
                    : null;
        };
    }

    private static @Nullable Long integer(Object given) {
        return switch (given) {
            case Integer number -> Long.valueOf(number.longValue());
            case Long number -> number;
            case Double number -> whole(number);
            case String text -> parseLong(text.strip());
            default -> null;
        };
    }

    private static @Nullable Long bytes(Object given) {
        Long size = integer(given);
        return size == null || size < 0 ? null : size;
    }

    private static @Nullable Long whole(double number) {
        boolean fits = number == Math.rint(number) && Math.abs(number) < 0x1p63;
        return fits ? Long.valueOf((long) number) : null;
    }

    private static @Nullable Long parseLong(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Double number(Object given) {
        try {
            double number = given instanceof Number n ? n.doubleValue() : Double.parseDouble(given.toString());
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Boolean bool(Object given) {
        return switch (given.toString()) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static @Nullable String time(Object given) {
        try {
            return (given instanceof Instant instant ? instant : Instant.parse(given.toString())).toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String date(Object given) {
        try {
            return LocalDate.parse(given.toString().strip()).toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** PostgreSQL keeps no NUL in text; other control characters only spoil a screen. */
    public static String clean(String text) {
        String stripped = text.strip();
        for (int i = 0; i < stripped.length(); i++) {
            if (Character.isISOControl(stripped.charAt(i)) || Character.isSurrogate(stripped.charAt(i))) {
                return cleanAll(stripped);
            }
        }
        return stripped;
    }

    private static String cleanAll(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            boolean loneSurrogate = each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE;
            clean.appendCodePoint(loneSurrogate ? 0xFFFD : Character.isISOControl(each) ? ' ' : each);
        });
        return clean.toString().strip();
    }

    private static boolean isEmpty(Object value) {
        return value.equals("") || value.equals(List.of());
    }

    /** A value as others may read it: of a sensitive attribute without the secrets in it. */
    public static Object told(CiClass ciClass, String name, Object value) {
        return ciClass.attribute(name).filter(Attribute::sensitive).isPresent() ? redact(value) : value;
    }

    static Object redact(Object value) {
        return switch (value) {
            case String text -> Redaction.commandLine(text);
            case List<?> list -> list.stream().map(each -> Redaction.commandLine(String.valueOf(each))).toList();
            default -> value;
        };
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
