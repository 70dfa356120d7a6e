package io.binnacle.timeseries.column;

/**
 * Numbers of equal width, side by side: number {@code i} takes the bits {@code i * width} to {@code (i + 1) * width - 1},
 * counted from the lowest bit of the first byte.
 */
final class BitPacking {

    /** Wider numbers may lie in nine bytes; they are given {@link #WIDTH_WHOLE}. */
    static final int WIDTH_MAX = 57;
    static final int WIDTH_WHOLE = 64;

    private BitPacking() {
    }

    static int bytes(int count, int width) {
        return (count * width + 7) >>> 3;
    }

    /** Writes up to seven bytes more than {@link #bytes}; bits of a number beyond the width must be 0. */
    static void pack(long[] numbers, int from, int count, int width, byte[] into, int at) {
        long word = 0;
        int used = 0;
        int place = at;
        for (int i = from; i < from + count; i++) {
            long number = numbers[i];
            word |= number << used;
            used += width;
            if (used >= Long.SIZE) {
                LittleEndian.putLong(into, place, word);
                place += Long.BYTES;
                used -= Long.SIZE;
                word = used == 0 ? 0 : number >>> (width - used);
            }
        }
        if (used > 0) {
            LittleEndian.putLong(into, place, word);
        }
    }

    /** Each number comes out with {@code base} added; reads up to eight bytes behind the last number. */
    static void unpack(byte[] source, int at, int count, int width, long base, long[] into, int from) {
        if (width <= 8) {
            unpackNarrow(source, at, count, width, base, into, from);
        } else if (width <= WIDTH_MAX) {
            long mask = -1L >>> (Long.SIZE - width);
            int bit = 0;
            for (int i = from; i < from + count; i++) {
                into[i] = base + (LittleEndian.getLong(source, at + (bit >>> 3)) >>> (bit & 7) & mask);
                bit += width;
            }
        } else {
            for (int i = 0; i < count; i++) {
                into[from + i] = base + LittleEndian.getLong(source, at + i * Long.BYTES);
            }
        }
    }

    /** Eight numbers of at most eight bits fill {@code width} bytes: one load for all of them. */
    private static void unpackNarrow(byte[] source, int at, int count, int width, long base, long[] into, int from) {
        long mask = (1L << width) - 1;
        int whole = count & ~7;
        int place = at;
        for (int i = from; i < from + whole; i += 8) {
            long word = LittleEndian.getLong(source, place);
            into[i] = base + (word & mask);
            into[i + 1] = base + (word >>> width & mask);
            into[i + 2] = base + (word >>> (2 * width) & mask);
            into[i + 3] = base + (word >>> (3 * width) & mask);
            into[i + 4] = base + (word >>> (4 * width) & mask);
            into[i + 5] = base + (word >>> (5 * width) & mask);
            into[i + 6] = base + (word >>> (6 * width) & mask);
            into[i + 7] = base + (word >>> (7 * width) & mask);
            place += width;
        }
        if (whole < count) {
            long word = LittleEndian.getLong(source, place);
            for (int i = from + whole; i < from + count; i++) {
                into[i] = base + (word & mask);
                word >>>= width;
            }
        }
    }
}
