package io.binnacle.insight.rule.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions of templates. They are RE2's, as Go's are, which take no longer than the text is long. */
final class Expressions {

    private Expressions() {
    }

    static boolean match(String pattern, String text) {
        return compile(pattern).matcher(text).find();
    }

    /** As Go's {@code ReplaceAllString}: {@code $1}, {@code ${name}}; what names no group is empty. */
    static String replaceAll(String pattern, String replacement, String text) {
        Matcher matcher = compile(pattern).matcher(text);
        StringBuilder replaced = new StringBuilder();
        int copied = 0;
        while (matcher.find()) {
            int found = matcher.start();
            replaced.append(text.substring(copied, found)).append(expanded(replacement, matcher));
            copied = matcher.end();
        }
        return replaced.append(text.substring(copied)).toString();
    }

    private static String expanded(String replacement, Matcher matcher) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < replacement.length()) {
            char c = replacement.charAt(at);
            boolean braced = replacement.startsWith("${", at);
            int from = at + (braced ? 2 : 1);
            int to = from;
            while (c == '$' && to < replacement.length() && isWord(replacement.charAt(to))) {
                to++;
            }
            boolean closed = !braced || replacement.startsWith("}", to);
            if (c == '$' && to > from && closed) {
                expanded.append(group(matcher, replacement.substring(from, to)));
                at = to + (braced ? 1 : 0);
            } else {
                expanded.append(c);
                // Two dollar signs stand for one.
                at += replacement.startsWith("$$", at) ? 2 : 1;
            }
        }
        return expanded.toString();
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static String group(Matcher matcher, String name) {
        try {
            String found = name.matches("\\d{1,6}") ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
            return found == null ? "" : found;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return "";
        }
    }

    private static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new TemplateFault(String.valueOf(e.getMessage()));
        }
    }
}
