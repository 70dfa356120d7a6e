package io.binnacle.telemetry.intake.history.block;

import io.binnacle.kernel.error.Corrupt;

/** Bits of a chunk, the highest of each byte first, and the numbers that they make. Belongs to one thread. */
final class BitSource {

    /** How many bits follow, by the number of ones before the first zero. */
    private static final int[] WIDTHS = {0, 3, 6, 9, 12, 18, 25, 56, 64};

    private final byte[] bytes;
    private long bit;

    BitSource(byte[] bytes, int from) {
        this.bytes = bytes;
        this.bit = from * 8L;
    }

    boolean readBit() {
        return readBits(1) != 0;
    }

    long readBits(int count) {
        if (bit + count > bytes.length * 8L) {
            throw new Corrupt("a chunk ends early", null);
        }
        long value = 0;
        int left = count;
        while (left > 0) {
            int inByte = (int) (bit & 7);
            int taken = Math.min(left, 8 - inByte);
            int present = bytes[(int) (bit >>> 3)] & 0xff;
            int part = (present >>> (8 - inByte - taken)) & ((1 << taken) - 1);
            value = (value << taken) | part;
            bit += taken;
            left -= taken;
        }
        return value;
    }

    double readDouble() {
        return Double.longBitsToDouble(readBits(Double.SIZE));
    }

    long readUvarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            long next = readBits(8);
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new Corrupt("a number of a chunk has too many bytes", null);
    }

    long readVarint() {
        long value = readUvarint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A number of so many bits as its first ones say. */
    long readPrefixed() {
        return readBits(width());
    }

    /** The same with a sign. */
    long readPrefixedSigned() {
        int width = width();
        return signed(readBits(width), width);
    }

    private int width() {
        int ones = 0;
        while (ones < WIDTHS.length - 1 && readBit()) {
            ones++;
        }
        return WIDTHS[ones];
    }

    /** Of the numbers of that width, the upper half but its first is below zero. */
    static long signed(long bits, int width) {
        return width > 0 && width < Long.SIZE && bits > (1L << (width - 1)) ? bits - (1L << width) : bits;
    }
}
