package io.binnacle.server.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The bytes of samples in the form of Prometheus' answers, {@code [1435781430.781,"1.5"]}, one behind the other. Used again;
 * one thread.
 */
final class PointText {

    /** A long in decimal, with its sign. */
    private static final int NUMBER_LENGTH_MAX = 20;
    /** Whole numbers up to there are exact in a double. */
    private static final long WHOLE_MAX = 1L << 53;

    private static final int MANY_BYTES = 8192;
    /** Of ten, as many as a long holds. */
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private byte[] text = new byte[4096];
    private int length;

    /** Hands over what there is, and begins anew. */
    void writeTo(OutputStream out) throws IOException {
        out.write(text, 0, length);
        length = 0;
    }

    /** The same, when it is enough to be worth a call. */
    void writeWhenMany(OutputStream out) throws IOException {
        if (length >= MANY_BYTES) {
            writeTo(out);
        }
    }

    void append(char one) {
        require(1);
        text[length++] = (byte) one;
    }

    void append(long millis, double value) {
        require(2 * NUMBER_LENGTH_MAX + 16);
        text[length++] = '[';
        appendSeconds(millis);
        text[length++] = ',';
        text[length++] = '"';
        long whole = (long) value;
        if (whole == value && whole != 0 && Math.abs(whole) < WHOLE_MAX) {
            append(whole);
        } else {
            append(PrometheusJson.value(value));
        }
        text[length++] = '"';
        text[length++] = ']';
    }

    private void append(String part) {
        require(part.length() + 2);
        for (int i = 0; i < part.length(); i++) {
            text[length++] = (byte) part.charAt(i);
        }
    }

    /** As {@link PrometheusJson#seconds}. */
    private void appendSeconds(long millis) {
        if (millis < 0) {
            append(PrometheusJson.seconds(millis));
            return;
        }
        append(millis / 1000);
        int fraction = (int) (millis % 1000);
        if (fraction != 0) {
            text[length++] = '.';
            text[length++] = (byte) ('0' + fraction / 100);
            text[length++] = (byte) ('0' + fraction / 10 % 10);
            text[length++] = (byte) ('0' + fraction % 10);
        }
    }

    /** There is room already. */
    private void append(long number) {
        long rest = Math.abs(number);
        if (number < 0) {
            text[length++] = '-';
        }
        int end = length + digits(rest);
        int at = end;
        // Two digits a division: points are most of what is answered, and divisions most of what a point costs.
        while (rest > Integer.MAX_VALUE) {
            long hundreds = rest / 100;
            int pair = (int) (rest - hundreds * 100);
            text[--at] = (byte) ('0' + pair % 10);
            text[--at] = (byte) ('0' + pair / 10);
            rest = hundreds;
        }
        for (int small = (int) rest; at > length; small /= 10) {
            text[--at] = (byte) ('0' + small % 10);
        }
        length = end;
    }

    /** How many digits it has: 0 has one. */
    private static int digits(long number) {
        int digits = 1;
        while (digits < POWERS.length && number >= POWERS[digits]) {
            digits++;
        }
        return digits;
    }

    private void require(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, Math.max(length + more, text.length * 2));
        }
    }
}
