package io.binnacle.telemetry.export.remoteread;

import java.util.Arrays;

/** The bits of a chunk of Prometheus, the highest of each byte first, and its ways to write numbers. One thread. */
final class ChunkBits {

    /** How many bits a number may take; so many ones and a zero say which it is. Zero takes none. */
    private static final int[] WIDTHS = {3, 6, 9, 12, 18, 25, 56};

    private byte[] bytes = new byte[256];
    private long bits;

    void clear() {
        Arrays.fill(bytes, (byte) 0);
        bits = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return (int) ((bits + 7) / 8);
    }

    /** The lowest bits of that number, the highest of them first. */
    void write(long value, int width) {
        if ((bits + width + 7) / 8 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        for (int i = width - 1; i >= 0; i--) {
            if ((value >>> i & 1) != 0) {
                bytes[(int) (bits >>> 3)] |= (byte) (0x80 >>> (bits & 7));
            }
            bits++;
        }
    }

    void writeDouble(double value) {
        write(Double.doubleToRawLongBits(value), Double.SIZE);
    }

    void writeVarint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            write((left & 0x7f) | 0x80, 8);
            left >>>= 7;
        }
        write(left, 8);
    }

    /** In two's complement, but that the highest bit alone is a number above zero. */
    static boolean fits(long value, int width) {
        return -((1L << (width - 1)) - 1) <= value && value <= 1L << (width - 1);
    }

    /** A number that is not below zero, in as many bits as its first ones say. */
    void writePrefixed(long value) {
        prefixed(value, width -> value >>> width == 0);
    }

    /** The same with a sign. */
    void writePrefixedSigned(long value) {
        prefixed(value, width -> fits(value, width));
    }

    private interface Fit {
        boolean in(int width);
    }

    private void prefixed(long value, Fit fit) {
        if (value == 0) {
            write(0, 1);
            return;
        }
        for (int i = 0; i < WIDTHS.length; i++) {
            if (fit.in(WIDTHS[i])) {
                write((1L << (i + 2)) - 2, i + 2);
                write(value, WIDTHS[i]);
                return;
            }
        }
        write(0xff, 8);
        write(value, Long.SIZE);
    }
}
