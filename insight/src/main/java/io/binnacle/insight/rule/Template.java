package io.binnacle.insight.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with <code>{{ name }}</code> in it, where name is a label or {@code value}. Nothing else is interpreted. */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*}}");

    private Template() {
    }

    /** @param valueOf the replacement of a name; empty for a label that the series does not have */
    public static String fill(String template, UnaryOperator<String> valueOf) {
        return PLACE.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(valueOf.apply(match.group(1))));
    }

    /** The names in the order of their appearance. */
    public static List<String> names(String template) {
        List<String> names = new ArrayList<>();
        Matcher matcher = PLACE.matcher(template);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** What is wrong with it, if anything: braces that are no place. */
    static Optional<String> fault(String template) {
        String rest = PLACE.matcher(template).replaceAll("");
        return rest.contains("{{") || rest.contains("}}")
                ? Optional.of("{{ name }} with a label's name or value")
                : Optional.empty();
    }
}
