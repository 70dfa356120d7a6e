package io.binnacle.timeseries.durable;

import java.nio.ByteBuffer;

/** Whole numbers in as few bytes as they need, seven bits each, lowest first; signed ones by zigzag. */
final class Varints {

    static final int BYTES_MAX = 10;

    private Varints() {
    }

    static void put(ByteBuffer into, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            into.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        into.put((byte) rest);
    }

    static long get(ByteBuffer from) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = from.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0 && shift < 64);
        return value;
    }

    static void putSigned(ByteBuffer into, long value) {
        put(into, (value << 1) ^ (value >> 63));
    }

    static long getSigned(ByteBuffer from) {
        long value = get(from);
        return (value >>> 1) ^ -(value & 1);
    }
}
