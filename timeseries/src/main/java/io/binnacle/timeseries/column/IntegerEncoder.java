package io.binnacle.timeseries.column;

import java.util.Arrays;

/**
 * Writes columns of at most {@value Column#ROWS_MAX} whole numbers. Belongs to one thread.
 *
 * <p>A column becomes its first number and, in units of the greatest step that all distances share, a residual a row: the
 * distance from the first number, from the one before, the change of that distance, or what the column before does not
 * foretell. Residuals are packed as offsets from a base in as few bits as most of them need; the few that need more are
 * patched (PFOR: Zukowski et al., "Super-Scalar RAM-CPU Cache Compression", 2006). Which transform is taken is decided
 * by the size of the result.
 */
final class IntegerEncoder {

    /** So many columns may stand on each other; whoever reads one alone decodes all of them. */
    private static final int CHAIN_MAX = 32;
    /** Where the typical residual is looked for; a median of so few is robust against a counter's reset. */
    private static final int PIVOTS = 9;

    private long[] steps = new long[Column.ROWS_MAX];
    private long[] neighbour = new long[Column.ROWS_MAX];
    private int neighbourCount;
    private int chain;

    private Residuals best = new Residuals();
    private Residuals trial = new Residuals();

    /** The next column stands alone. */
    void forgetNeighbour() {
        neighbourCount = 0;
        chain = 0;
    }

    /**
     * Appends a column.
     *
     * @param flags of its first byte, beside those of the transform
     * @param near whether no two numbers are further apart than a long can tell
     * @param prefix what stands between the first byte and the numbers; -1 when nothing does
     */
    void encode(long[] numbers, int count, int flags, boolean near, int prefix, ByteSink into) {
        long step = toSteps(numbers, count, near);
        int transform = step == 0 ? ColumnFormat.CONSTANT : chooseTransform(count);
        int kindAt = into.size();
        into.putByte(0);
        if (prefix >= 0) {
            into.putByte(prefix);
        }
        into.putZigzag(numbers[0]);
        int kind = flags | transform;
        if (transform != ColumnFormat.CONSTANT) {
            if (step != 1) {
                kind |= ColumnFormat.STEP;
                into.putVarint(step);
            }
            if (transform == ColumnFormat.DELTA2) {
                into.putZigzag(steps[1]);
            } else if (transform == ColumnFormat.NEIGHBOUR) {
                into.putZigzag(best.factor);
            }
            if (best.write(into)) {
                kind |= ColumnFormat.PATCHES;
            }
        }
        into.bytes()[kindAt] = (byte) kind;
        chain = transform == ColumnFormat.NEIGHBOUR ? chain + 1 : 0;
        long[] written = steps;
        steps = neighbour;
        neighbour = written;
        neighbourCount = count;
    }

    /** Fills {@link #steps}; the step, 0 when all numbers are equal. */
    private long toSteps(long[] numbers, int count, boolean near) {
        long first = numbers[0];
        long any = 0;
        for (int i = 0; i < count; i++) {
            long distance = numbers[i] - first;
            steps[i] = distance;
            any |= distance;
        }
        if (any == 0) {
            return 0;
        }
        int shift = Long.numberOfTrailingZeros(any);
        if (shift > 0) {
            for (int i = 0; i < count; i++) {
                steps[i] >>= shift;
            }
        }
        long divisor = near ? commonDivisor(count) : 1;
        if (divisor > 1) {
            for (int i = 0; i < count; i++) {
                steps[i] /= divisor;
            }
        }
        return divisor << shift;
    }

    private long commonDivisor(int count) {
        long divisor = 0;
        for (int i = 0; i < count && divisor != 1; i++) {
            long number = Math.abs(steps[i]);
            while (divisor != 0) {
                long rest = number % divisor;
                number = divisor;
                divisor = rest;
            }
            divisor = number;
        }
        return divisor;
    }

    private int chooseTransform(int count) {
        int transform = ColumnFormat.DELTA;
        best.count = count - 1;
        delta(best.numbers, steps, count);
        best.fit();
        if (neighbourCount == count && chain < CHAIN_MAX && foretell(count) && trial.bits < best.bits) {
            transform = ColumnFormat.NEIGHBOUR;
            swap();
        }
        trial.count = count - 1;
        System.arraycopy(steps, 1, trial.numbers, 0, count - 1);
        trial.fit();
        if (trial.bits < best.bits) {
            transform = ColumnFormat.PLAIN;
            swap();
        }
        if (count > 3) {
            trial.count = count - 2;
            for (int i = 2; i < count; i++) {
                trial.numbers[i - 2] = steps[i] - 2 * steps[i - 1] + steps[i - 2];
            }
            trial.fit();
            if (trial.bits + 16 < best.bits) {
                transform = ColumnFormat.DELTA2;
                swap();
            }
        }
        return transform;
    }

    private static void delta(long[] into, long[] of, int count) {
        for (int i = 1; i < count; i++) {
            into[i - 1] = of[i] - of[i - 1];
        }
    }

    /**
     * Buckets of one histogram, counters of one load: they grow in proportion. The factor is that of least squares;
     * false when the neighbour does not move.
     */
    private boolean foretell(int count) {
        double product = 0;
        double square = 0;
        for (int i = 1; i < count; i++) {
            double theirs = (double) neighbour[i] - (double) neighbour[i - 1];
            product += theirs * ((double) steps[i] - (double) steps[i - 1]);
            square += theirs * theirs;
        }
        if (square == 0) {
            return false;
        }
        long factor = Math.round(Math.scalb(product / square, ColumnFormat.FACTOR_BITS));
        for (int i = 1; i < count; i++) {
            trial.numbers[i - 1] = steps[i] - steps[i - 1]
                    - (((neighbour[i] - neighbour[i - 1]) * factor) >> ColumnFormat.FACTOR_BITS);
        }
        trial.count = count - 1;
        trial.factor = factor;
        trial.fit();
        trial.bits += 24;
        return true;
    }

    private void swap() {
        Residuals other = best;
        best = trial;
        trial = other;
    }

    /** Numbers and the smallest way found to pack them. */
    private static final class Residuals {

        private final long[] numbers = new long[Column.ROWS_MAX];
        private final int[] byLength = new int[Long.SIZE + 1];
        private final long[] samples = new long[PIVOTS];
        private final byte[] patchRows = new byte[Column.ROWS_MAX];
        private final long[] patchOffsets = new long[Column.ROWS_MAX];
        private int count;
        private long factor;
        private long base;
        private int width;
        /** About the size of it all. */
        private long bits;

        void fit() {
            long pivot = pivot();
            Arrays.fill(byLength, 0);
            long any = 0;
            for (int i = 0; i < count; i++) {
                long distance = numbers[i] - pivot;
                long magnitude = distance << 1 ^ distance >> 63;
                any |= magnitude;
                byLength[Long.SIZE - Long.numberOfLeadingZeros(magnitude)]++;
            }
            int longest = Long.SIZE - Long.numberOfLeadingZeros(any);
            int kept = lengthKept(longest);
            if (kept > BitPacking.WIDTH_MAX) {
                base = 0;
                width = BitPacking.WIDTH_WHOLE;
                bits = (long) count * Long.SIZE;
                return;
            }
            long min = Long.MAX_VALUE;
            long max = Long.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                long distance = numbers[i] - pivot;
                long magnitude = distance << 1 ^ distance >> 63;
                boolean inside = Long.SIZE - Long.numberOfLeadingZeros(magnitude) <= kept;
                min = inside && distance < min ? distance : min;
                max = inside && distance > max ? distance : max;
            }
            base = pivot + min;
            width = Long.SIZE - Long.numberOfLeadingZeros(max - min);
            bits = (long) count * width;
            for (int length = kept + 1; length <= longest; length++) {
                bits += (long) byLength[length] * patchBits(length);
            }
        }

        /** The length of a distance from the pivot, in zigzag, up to which packing costs less than patching. */
        private int lengthKept(int longest) {
            long patches = 0;
            long least = (long) count * longest;
            int kept = longest;
            for (int length = longest - 1; length >= 0 && patches < least; length--) {
                patches += (long) byLength[length + 1] * patchBits(length + 1);
                long cost = patches + (long) count * length;
                if (cost < least) {
                    least = cost;
                    kept = length;
                }
            }
            return kept;
        }

        private static int patchBits(int length) {
            return Byte.SIZE + (length + 8) / 7 * Byte.SIZE;
        }

        private long pivot() {
            int taken = Math.min(PIVOTS, count);
            for (int i = 0; i < taken; i++) {
                long sample = numbers[i * count / taken];
                int place = i;
                while (place > 0 && samples[place - 1] > sample) {
                    samples[place] = samples[place - 1];
                    place--;
                }
                samples[place] = sample;
            }
            return samples[taken / 2];
        }

        /** Whether there are patches. Spoils {@link #numbers}. */
        boolean write(ByteSink into) {
            into.putZigzag(base);
            into.putByte(width);
            int patches = 0;
            long mask = width == Long.SIZE ? 0 : -1L << width;
            for (int i = 0; i < count; i++) {
                long offset = numbers[i] - base;
                if ((offset & mask) != 0) {
                    patchRows[patches] = (byte) i;
                    patchOffsets[patches] = offset;
                    patches++;
                    offset = 0;
                }
                numbers[i] = offset;
            }
            int at = into.extend(BitPacking.bytes(count, width));
            BitPacking.pack(numbers, 0, count, width, into.bytes(), at);
            if (patches == 0) {
                return false;
            }
            into.putByte(patches);
            into.putBytes(patchRows, 0, patches);
            for (int i = 0; i < patches; i++) {
                into.putZigzag(patchOffsets[i]);
            }
            return true;
        }
    }
}
