package io.binnacle.cmdb.intent.netbox;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin with the same bits.
 *
 * @param bits 32 or 128
 */
record Prefix(BigInteger first, int length, int bits) {

    private static final Pattern FOUR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final int BYTE = 8;
    private static final int WORD = 16;
    private static final int WORDS = 8;

    /** An address, or one with the length of its prefix; null when it is neither. Nothing is looked up. */
    static @Nullable Prefix parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.strip().split("/", 2);
        boolean six = parts[0].indexOf(':') >= 0;
        BigInteger address = six ? six(parts[0]) : four(parts[0]);
        int bits = six ? WORD * WORDS : BYTE * 4;
        try {
            int length = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            return address == null || length < 0 || length > bits ? null : new Prefix(address, length, bits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable BigInteger four(String text) {
        Matcher matcher = FOUR.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part >= 1 << BYTE) {
                return null;
            }
            address = address << BYTE | part;
        }
        return BigInteger.valueOf(address);
    }

    private static @Nullable BigInteger six(String text) {
        int gap = text.indexOf("::");
        String[] head = words(gap < 0 ? text : text.substring(0, gap));
        String[] tail = gap < 0 ? new String[0] : words(text.substring(gap + 2));
        int missing = WORDS - head.length - tail.length;
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        BigInteger address = BigInteger.ZERO;
        try {
            for (int i = 0; i < WORDS; i++) {
                String word = i < head.length
                        ? head[i]
                        : i < head.length + missing ? "0" : tail[i - head.length - missing];
                address = address.shiftLeft(WORD).or(BigInteger.valueOf(word(word)));
            }
            return address;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String[] words(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static int word(String text) {
        if (text.isEmpty() || text.length() > 4 || text.startsWith("+") || text.startsWith("-")) {
            throw new NumberFormatException(text);
        }
        return Integer.parseInt(text, 16);
    }

    boolean contains(Prefix other) {
        return bits == other.bits && length <= other.length
                && first.shiftRight(bits - length).equals(other.first.shiftRight(bits - length));
    }

    String family() {
        return bits == BYTE * 4 ? "IPv4" : "IPv6";
    }
}
