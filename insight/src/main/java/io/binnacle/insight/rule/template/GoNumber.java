package io.binnacle.insight.rule.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A number as a template writes it. It may be an integer, a float, or both.
 *
 * @param text    as written
 * @param integer null when it is no integer
 */
record GoNumber(String text, @Nullable Long integer, double real) {

    private static final Pattern LITERAL = Pattern.compile(
            "[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+]?[0-9_]+)?)");

    /** How long the number is that begins there; 0 when there is none. */
    static int lengthAt(String text, int place) {
        Matcher matcher = LITERAL.matcher(text).region(place, text.length());
        return matcher.lookingAt() ? matcher.end() - place : 0;
    }

    /** @throws TemplateFault it is none */
    static GoNumber parse(String text) {
        String plain = text.replace("_", "");
        try {
            boolean negative = plain.startsWith("-");
            String magnitude = negative || plain.startsWith("+") ? plain.substring(1) : plain;
            Long integer = integer(magnitude);
            if (integer != null) {
                long value = negative ? -integer : integer;
                return new GoNumber(text, value, value);
            }
            double real = Double.parseDouble(plain);
            boolean whole = real == Math.rint(real) && Math.abs(real) < 0x1p63;
            return new GoNumber(text, whole ? (long) real : null, real);
        } catch (NumberFormatException e) {
            throw new TemplateFault("illegal number syntax: " + GoText.quote(text));
        }
    }

    private static @Nullable Long integer(String magnitude) {
        if (magnitude.matches("0[xX][0-9a-fA-F]+")) {
            return Long.parseLong(magnitude.substring(2), 16);
        }
        if (magnitude.matches("0[bB][01]+")) {
            return Long.parseLong(magnitude.substring(2), 2);
        }
        if (magnitude.matches("0[oO]?[0-7]+")) {
            return Long.parseLong(magnitude.substring(Character.isLetter(magnitude.charAt(1)) ? 2 : 1), 8);
        }
        return magnitude.matches("[0-9]+") ? Long.valueOf(magnitude) : null;
    }

    /** Whether the constant is an int in Go where nothing asks for a certain type. */
    boolean isInteger() {
        return integer != null && !isFloatLiteral();
    }

    private boolean isFloatLiteral() {
        return !text.startsWith("0x") && !text.startsWith("0X") && text.matches(".*[.eEpP].*");
    }
}
