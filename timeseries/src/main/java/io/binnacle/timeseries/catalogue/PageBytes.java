package io.binnacle.timeseries.catalogue;

import java.util.Arrays;

/** Bytes that grow at the end: one column of a page that is being written. */
final class PageBytes {

    private byte[] bytes = new byte[256];
    private int length;

    void put(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) value;
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    void putNumber(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            put(rest | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    /** Small for small distances from zero, in either direction. */
    void putSigned(int value) {
        putNumber(value << 1 ^ value >> 31);
    }

    void put(byte[] more, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
    }

    void put(PageBytes more) {
        put(more.bytes, more.length);
    }

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }
}
