package io.binnacle.timeseries.head;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import io.binnacle.timeseries.SampleColumns;

/**
 * Cells of {@value #CELL_BYTES} bytes, each a self-contained run of one series' samples: the first one plain, the others
 * as bits after Pelkonen et al., "Gorilla: A Fast, Scalable, In-Memory Time Series Database" (VLDB 2015), with classes of
 * time differences chosen for milliseconds.
 *
 * <pre>
 *   0 next cell (int)   4 samples, once the cell is full (int)   8 first time   16 first value   24 bits ...
 *
 *   time:  delta of delta   0            0
 *                           7 bits       10
 *                           14 bits      110
 *                           20 bits      1110
 *                           64 bits      1111
 *   value: equal                         0
 *          bits within the last window   10  bits
 *          new window                    11  leading zeros (5)  length - 1 (6)  bits
 * </pre>
 *
 * Bits fill 64-bit words from the top, and a word is only ever written whole: a reader that stops at the sample count
 * of its version sees all bits of those samples, whatever the writer adds behind them.
 */
final class Cells {

    static final int CELL_BYTES = 1 << Cells.CELL_SHIFT;
    /** Some 30 samples of a usual counter, several times what a series has in a generation of a busy store; half a cell a series is lost on average. */
    private static final int CELL_SHIFT = 7;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final int COUNT_OFFSET = 4;
    private static final int TIME_OFFSET = 8;
    private static final int VALUE_OFFSET = 16;
    private static final int BITS_FIRST = 24 * 8;
    private static final int BITS_END = CELL_BYTES * 8;
    /** What one sample takes at the most: 4 + 64 for its time, 2 + 5 + 6 + 64 for its value. */
    private static final int SAMPLE_BITS_MAX = 145;
    private static final int LEADING_MAX = 31;
    /** No window yet: no value fits into it. */
    private static final int NO_WINDOW = 255;

    private final PagedRecords records;
    private int used;

    Cells(Arena arena) {
        records = new PagedRecords(arena, CELL_SHIFT);
    }

    long bytes() {
        return records.bytes();
    }

    int count() {
        return used;
    }

    /** A new cell with its first sample; cells are numbered from 1. */
    int start(long millis, double value) {
        int cell = ++used;
        records.ensure(cell);
        MemorySegment page = records.page(cell);
        long at = records.offset(cell);
        page.set(LONG, at + TIME_OFFSET, millis);
        page.set(LONG, at + VALUE_OFFSET, Double.doubleToRawLongBits(value));
        return cell;
    }

    /** Tells readers how many samples the cell has, and which one follows. */
    void seal(int cell, int samples, int next) {
        MemorySegment page = records.page(cell);
        long at = records.offset(cell);
        page.set(INT, at, next);
        page.set(INT, at + COUNT_OFFSET, samples);
    }

    /**
     * Appends a sample to the cell that the writer's place says.
     *
     * @return false when it may not fit; nothing was written
     */
    boolean append(Place place, long millis, double value) {
        if (BITS_END - place.bit < SAMPLE_BITS_MAX) {
            return false;
        }
        MemorySegment page = records.page(place.cell);
        long at = records.offset(place.cell);
        long delta = millis - place.millis;
        int bit = putTime(page, at, place.bit, delta - place.delta);
        place.delta = delta;
        place.millis = millis;
        place.samples++;
        long bits = Double.doubleToRawLongBits(value);
        long difference = bits ^ place.valueBits;
        place.valueBits = bits;
        place.bit = difference == 0 ? bit + 1 : putValue(page, at, bit, difference, place);
        return true;
    }

    /** A bit that is 0 is there already: nobody wrote behind the last one. */
    private static int putTime(MemorySegment page, long at, int bit, long change) {
        if (change == 0) {
            return bit + 1;
        }
        long bits;
        int length;
        if (change >= -63 && change <= 64) {
            bits = 0b10L << 7 | change + 63;
            length = 9;
        } else if (change >= -8191 && change <= 8192) {
            bits = 0b110L << 14 | change + 8191;
            length = 17;
        } else if (change >= -524_287 && change <= 524_288) {
            bits = 0b1110L << 20 | change + 524_287;
            length = 24;
        } else {
            return put(page, at, put(page, at, bit, 0b1111, 4), change, 64);
        }
        return put(page, at, bit, bits, length);
    }

    private static int putValue(MemorySegment page, long at, int bit, long difference, Place place) {
        int leading = Math.min(Long.numberOfLeadingZeros(difference), LEADING_MAX);
        int trailing = Long.numberOfTrailingZeros(difference);
        long control = 0b10;
        int controlLength = 2;
        if (leading < place.leading || trailing < place.trailing) {
            place.leading = leading;
            place.trailing = trailing;
            control = 0b11L << 11 | (long) leading << 6 | 64 - leading - trailing - 1;
            controlLength = 13;
        }
        int behind = put(page, at, bit, control, controlLength);
        return put(page, at, behind, difference >>> place.trailing, 64 - place.leading - place.trailing);
    }

    /** Writes the lowest {@code length} bits; returns the place behind them. What is above them must be 0. */
    private static int put(MemorySegment page, long at, int bit, long bits, int length) {
        int free = 64 - (bit & 63);
        long word = at + (bit >>> 6 << 3);
        if (length <= free) {
            page.set(LONG, word, page.get(LONG, word) | bits << (free - length));
        } else {
            int rest = length - free;
            page.set(LONG, word, page.get(LONG, word) | bits >>> rest);
            page.set(LONG, word + 8, bits << (64 - rest));
        }
        return bit + length;
    }

    /** The time of the cell's first sample. */
    long firstMillis(int cell) {
        return records.page(cell).get(LONG, records.offset(cell) + TIME_OFFSET);
    }

    /** Appends the first {@code count} samples of the chain that begins with that cell, those in the range. */
    void read(int firstCell, int count, long minMillis, long maxMillis, SampleColumns into) {
        int cell = firstCell;
        int left = count;
        while (left > 0) {
            MemorySegment page = records.page(cell);
            long at = records.offset(cell);
            int sealed = page.get(INT, at + COUNT_OFFSET);
            // A cell that is not sealed, or was sealed after the reader's version, holds all that is left.
            int here = sealed == 0 || sealed > left ? left : sealed;
            if (!decode(page, at, here, minMillis, maxMillis, into)) {
                return;
            }
            left -= here;
            if (left > 0) {
                cell = page.get(INT, at);
            }
        }
    }

    /** False when the samples behind the cell are beyond the range as well. */
    private static boolean decode(MemorySegment page, long at, int count, long minMillis, long maxMillis,
            SampleColumns into) {
        long millis = page.get(LONG, at + TIME_OFFSET);
        long value = page.get(LONG, at + VALUE_OFFSET);
        long delta = 0;
        int leading = 0;
        int trailing = 0;
        int bit = BITS_FIRST;
        into.reserve(count);
        long[] times = into.times();
        double[] values = into.values();
        int size = into.count();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                long ahead = peek(page, at, bit);
                if (ahead >= 0) {
                    bit++;
                } else {
                    int prefix = Math.min(Long.numberOfLeadingZeros(~ahead), 4);
                    int length = TIME_LENGTH[prefix];
                    bit += Math.min(prefix + 1, 4);
                    delta += (peek(page, at, bit) >>> (64 - length)) - TIME_BIAS[prefix];
                    bit += length;
                }
                millis += delta;
                long control = peek(page, at, bit);
                if (control >= 0) {
                    bit++;
                } else {
                    if ((control & 1L << 62) == 0) {
                        bit += 2;
                    } else {
                        leading = (int) (control >>> 57) & 31;
                        trailing = 64 - leading - ((int) (control >>> 51) & 63) - 1;
                        bit += 13;
                    }
                    int length = 64 - leading - trailing;
                    value ^= peek(page, at, bit) >>> (64 - length) << trailing;
                    bit += length;
                }
            }
            if (millis > maxMillis) {
                into.count(size);
                return false;
            }
            if (millis >= minMillis) {
                times[size] = millis;
                values[size++] = Double.longBitsToDouble(value);
            }
        }
        into.count(size);
        return true;
    }

    private static final int[] TIME_LENGTH = {0, 7, 14, 20, 64};
    private static final long[] TIME_BIAS = {0, 63, 8191, 524_287, 0};

    /** The next 64 bits; those beyond the cell are 0. */
    private static long peek(MemorySegment page, long at, int bit) {
        long word = at + (bit >>> 6 << 3);
        int skip = bit & 63;
        if (bit >= BITS_END) {
            return 0;
        }
        long high = page.get(LONG, word) << skip;
        return skip == 0 || bit + 64 - skip >= BITS_END ? high : high | page.get(LONG, word + 8) >>> (64 - skip);
    }

    /** Where the writer of one series stands. */
    static final class Place {
        int cell;
        int bit;
        /** In this cell. */
        int samples;
        int leading;
        int trailing;
        long millis;
        long delta;
        long valueBits;

        void start(int newCell, long newMillis, double value) {
            cell = newCell;
            bit = BITS_FIRST;
            samples = 1;
            leading = NO_WINDOW;
            trailing = 0;
            millis = newMillis;
            delta = 0;
            valueBits = Double.doubleToRawLongBits(value);
        }
    }
}
