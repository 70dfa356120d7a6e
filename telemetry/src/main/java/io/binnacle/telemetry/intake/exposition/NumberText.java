package io.binnacle.telemetry.intake.exposition;

import java.util.Locale;
import java.util.OptionalDouble;

import io.binnacle.timeseries.Samples;

/** Numbers as both formats write them: decimal, with an exponent or not, or the three words. */
final class NumberText {

    /** The one that Prometheus keeps: the same sample, come by another way, is the same to the last bit. */
    private static final double NAN = Double.longBitsToDouble(Samples.NAN_BITS);

    private NumberText() {
    }

    /** Empty when the text is no number; Java's own reading takes hexadecimal and type suffixes, too. */
    static OptionalDouble parse(String text) {
        int unsigned = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
        double sign = unsigned == 1 && text.charAt(0) == '-' ? -1 : 1;
        return switch (text.substring(unsigned).toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> OptionalDouble.of(sign * Double.POSITIVE_INFINITY);
            case "nan" -> unsigned == 1 ? OptionalDouble.empty() : OptionalDouble.of(NAN);
            default -> decimal(text, unsigned) ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
        };
    }

    private static boolean decimal(String text, int from) {
        int at = from;
        int whole = digits(text, at);
        at += whole;
        int fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int exponent = digits(text, at);
            if (exponent == 0) {
                return false;
            }
            at += exponent;
        }
        return at == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
