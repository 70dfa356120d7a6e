package io.binnacle.telemetry.intake.exposition;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/**
 * Reads numbers from bytes. Up to 18 digits and a small exponent are read in place: a whole number below 2^53 divided or
 * multiplied by a power of ten up to 10^22 is rounded once, as both are exact (Clinger, "How to read floating point numbers
 * accurately", 1990). All others go the way of {@link NumberText}.
 */
final class DecimalBytes {

    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
            1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    private static final long EXACT_MAX = 1L << 53;
    private static final int DIGITS_MAX = 18;

    private DecimalBytes() {
    }

    /** Empty when the bytes are no number. */
    static OptionalDouble parse(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        long digits = 0;
        int count = 0;
        int scale = 0;
        boolean point = false;
        for (; at < to; at++) {
            byte c = bytes[at];
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
                count++;
                scale += point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        int exponent = 0;
        if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
            int sign = at + 1 < to && bytes[at + 1] == '-' ? -1 : 1;
            int digit = at + 1 + (at + 1 < to && (bytes[at + 1] == '-' || bytes[at + 1] == '+') ? 1 : 0);
            int first = digit;
            while (digit < to && digit - first < 3 && bytes[digit] >= '0' && bytes[digit] <= '9') {
                exponent = 10 * exponent + (bytes[digit++] - '0');
            }
            exponent *= sign;
            at = digit > first ? digit : at;
        }
        int power = exponent - scale;
        if (at != to || count == 0 || count > DIGITS_MAX || digits >= EXACT_MAX || Math.abs(power) >= POWERS.length) {
            return NumberText.parse(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        }
        double value = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
        return OptionalDouble.of(negative ? -value : value);
    }
}
