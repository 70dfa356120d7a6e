package io.binnacle.telemetry.scrape.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A replacement with references to what a regular expression found, as Go's {@code Regexp.Expand} has them: {@code $1},
 * {@code ${1}}, {@code $name}, {@code ${name}}, {@code $$}. A reference to nothing is empty; {@code $1x} is a name.
 */
final class Expansion {

    private Expansion() {
    }

    static String expand(String template, Pattern pattern, Matcher match) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            if (c != '$' || at + 1 == template.length()) {
                text.append(c);
                at++;
            } else if (template.charAt(at + 1) == '$') {
                text.append('$');
                at += 2;
            } else {
                at = reference(template, at + 1, pattern, match, text);
            }
        }
        return text.toString();
    }

    /** Takes the reference behind a dollar sign; where it is none, the sign stands for itself. Returns what follows. */
    private static int reference(String template, int from, Pattern pattern, Matcher match, StringBuilder text) {
        boolean braces = template.charAt(from) == '{';
        int start = braces ? from + 1 : from;
        int end = start;
        while (end < template.length() && isWord(template.charAt(end))) {
            end++;
        }
        boolean closed = !braces || (end < template.length() && template.charAt(end) == '}');
        if (end == start || !closed) {
            text.append('$');
            return from;
        }
        String found = found(template.substring(start, end), pattern, match);
        text.append(found);
        return braces ? end + 1 : end;
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static String found(String name, Pattern pattern, Matcher match) {
        Integer named = pattern.namedGroups().get(name);
        int group = named != null ? named : number(name);
        String found = group >= 0 && group <= match.groupCount() ? match.group(group) : null;
        return found == null ? "" : found;
    }

    /** Negative when it is none. */
    private static int number(String name) {
        if (name.length() > 8 || !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(name);
    }
}
