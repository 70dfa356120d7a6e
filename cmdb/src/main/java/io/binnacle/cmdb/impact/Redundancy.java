package io.binnacle.cmdb.impact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How many of a group of dependencies must be up. Without one, all of them must.
 *
 * @param group name of the group among the dependencies of one item; empty when they are one group
 * @param needed how many must be up, at least one; more than there are means all
 */
public record Redundancy(String group, int needed) {

    private static final Pattern COUNT = Pattern.compile("(\\d{1,4})( of \\d{1,4})?");

    /**
     * Reads {@code any}, {@code 2 of 3} or {@code 2}; empty for {@code all}, for nothing, and for what is none of these: then
     * all are needed, for a redundancy that somebody misspelt must not hide a failure.
     */
    public static Optional<Redundancy> parse(@Nullable String text, @Nullable String group) {
        if (text == null) {
            return Optional.empty();
        }
        String rule = text.strip().toLowerCase(Locale.ROOT);
        String name = group == null ? "" : group.strip();
        if (rule.equals("any")) {
            return Optional.of(new Redundancy(name, 1));
        }
        Matcher count = COUNT.matcher(rule);
        return count.matches() && Integer.parseInt(count.group(1)) > 0
                ? Optional.of(new Redundancy(name, Integer.parseInt(count.group(1))))
                : Optional.empty();
    }
}
