package io.binnacle.timeseries.catalogue;

import java.util.LinkedHashSet;
import java.util.Set;

import io.binnacle.kernel.label.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * What a matcher asks of a value, in a form that an index can use: a list of values to look up, any value, or a beginning
 * that every value must have before a regular expression is tried on it. Says nothing about negation.
 */
final class ValuePattern {

    private static final String SPECIAL = "\\.[]{}()*+?^$|";
    private static final String QUANTIFIERS = "*+?{";

    private enum Rest {
        /** What follows the beginning is any text. */
        ANY,
        /** What follows the beginning is any text but the empty one. */
        SOME,
        /** The regular expression must say. */
        UNKNOWN
    }

    private final Matcher matcher;
    private final boolean positive;
    private final @Nullable Set<String> literals;
    private final String prefix;
    private final Rest rest;

    private ValuePattern(Matcher matcher, @Nullable Set<String> literals, String prefix, Rest rest) {
        this.matcher = matcher;
        this.positive = positive(matcher);
        this.literals = literals;
        this.prefix = prefix;
        this.rest = rest;
    }

    static ValuePattern of(Matcher matcher) {
        String text = matcher.value();
        return switch (matcher.operator()) {
            case EQUAL, NOT_EQUAL -> new ValuePattern(matcher, Set.of(text), "", Rest.UNKNOWN);
            case MATCH, NOT_MATCH -> {
                Set<String> literals = alternatives(text);
                yield literals != null ? new ValuePattern(matcher, literals, "", Rest.UNKNOWN) : ofBeginning(matcher);
            }
        };
    }

    private static ValuePattern ofBeginning(Matcher matcher) {
        String text = matcher.value();
        StringBuilder prefix = new StringBuilder();
        int at = 0;
        // An alternative may begin differently, and may hide in any group; it is not worth the search.
        while (at < text.length() && text.indexOf('|') < 0) {
            int length = literalLength(text, at);
            boolean repeated = at + length < text.length() && QUANTIFIERS.indexOf(text.charAt(at + length)) >= 0;
            if (length == 0 || repeated || Character.isSurrogate(text.charAt(at))) {
                break;
            }
            prefix.append(text.charAt(at + length - 1));
            at += length;
        }
        Rest rest = switch (text.substring(at)) {
            case ".*" -> Rest.ANY;
            case ".+" -> Rest.SOME;
            default -> Rest.UNKNOWN;
        };
        return new ValuePattern(matcher, null, prefix.toString(), rest);
    }

    /** The texts that {@code a|b|c}, also in one pair of parentheses, stands for; null when it is no such expression. */
    private static @Nullable Set<String> alternatives(String expression) {
        String text = expression;
        if (text.startsWith("(") && text.endsWith(")")) {
            text = text.substring(text.startsWith("(?:") ? 3 : 1, text.length() - 1);
        }
        Set<String> found = new LinkedHashSet<>();
        StringBuilder literal = new StringBuilder();
        for (int at = 0; at < text.length();) {
            if (text.charAt(at) == '|') {
                found.add(literal.toString());
                literal.setLength(0);
                at++;
                continue;
            }
            int length = literalLength(text, at);
            if (length == 0) {
                return null;
            }
            literal.append(text.charAt(at + length - 1));
            at += length;
        }
        found.add(literal.toString());
        return found;
    }

    /** How many characters of the expression make one literal character: 1, 2 with a backslash, 0 when it is none. */
    private static int literalLength(String text, int at) {
        char first = text.charAt(at);
        if (SPECIAL.indexOf(first) < 0) {
            return 1;
        }
        boolean escape = first == '\\' && at + 1 < text.length() && SPECIAL.indexOf(text.charAt(at + 1)) >= 0;
        return escape ? 2 : 0;
    }

    private static boolean positive(Matcher matcher) {
        return matcher.operator() == Matcher.Operator.EQUAL || matcher.operator() == Matcher.Operator.MATCH;
    }

    /** Whether a series is wanted when the value fits; otherwise when it does not. */
    boolean positive() {
        return positive;
    }

    /** All values that fit; null when only a look at each value can tell. */
    @Nullable
    Set<String> literals() {
        return literals;
    }

    /** Whether every value fits, except perhaps the empty one. */
    boolean fitsAnyText() {
        return literals == null && prefix.isEmpty() && rest != Rest.UNKNOWN;
    }

    boolean fits(String value) {
        if (literals != null) {
            return literals.contains(value);
        }
        return value.startsWith(prefix) && switch (rest) {
            case ANY -> true;
            case SOME -> value.length() > prefix.length();
            case UNKNOWN -> matcher.matchesValue(value) == positive;
        };
    }
}
