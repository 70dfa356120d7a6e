package io.binnacle.timeseries.catalogue;

import java.nio.charset.StandardCharsets;

/** One column of a page that is being read. Going beyond its end is an IndexOutOfBoundsException. */
final class PageColumn {

    private final byte[] bytes;
    private final int end;
    private int position;

    PageColumn(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    int next() {
        if (position >= end) {
            throw new IndexOutOfBoundsException("a column ends after byte " + end);
        }
        return bytes[position++] & 0xFF;
    }

    int nextNumber() {
        int value = 0;
        for (int shift = 0;; shift += 7) {
            int part = next();
            value |= (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
            if (shift > 28) {
                throw new IndexOutOfBoundsException("a number of more than 32 bits before byte " + position);
            }
        }
    }

    int nextSigned() {
        int value = nextNumber();
        return value >>> 1 ^ -(value & 1);
    }

    String nextText(int length) {
        if (length < 0 || length > end - position) {
            throw new IndexOutOfBoundsException("a text of " + length + " bytes at byte " + position);
        }
        position += length;
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    /** The column that begins here and has that length; this one goes on behind it. */
    PageColumn nextColumn(int length) {
        if (length < 0 || length > end - position) {
            throw new IndexOutOfBoundsException("a column of " + length + " bytes at byte " + position);
        }
        position += length;
        return new PageColumn(bytes, position - length, position);
    }
}
