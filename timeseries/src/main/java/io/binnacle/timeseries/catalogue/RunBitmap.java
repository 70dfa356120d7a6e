package io.binnacle.timeseries.catalogue;

import java.util.Arrays;

import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.BitmapContainer;
import org.roaringbitmap.Container;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RunContainer;

/**
 * Builds a Roaring bitmap from runs of numbers, container by container in the smallest form, as adding number by number
 * and {@link RoaringBitmap#runOptimize} would, at a fraction of the cost: a start builds thousands.
 *
 * <p>A run is a {@code long}: the first number in the upper half, the one behind the last in the lower.
 */
final class RunBitmap {

    private static final int CONTAINER_BITS = 16;
    /** More numbers than this are smaller as bits, 8 KiB, than as two bytes each. */
    private static final int ARRAY_NUMBERS_MAX = 4096;
    private static final int BITMAP_BYTES = 8192;

    private final long[] runs;
    private final int to;
    private int next;
    private int begin;
    /** Of the container at hand: for each run its first number and its length - 1, in the lower 16 bits. */
    private char[] pairs = new char[8];
    private int runCount;
    private int numbers;

    private RunBitmap(long[] runs, int from, int to) {
        this.runs = runs;
        this.to = to;
        this.next = from;
        this.begin = first(runs[from]);
    }

    static long run(int first, int end) {
        return (long) first << 32 | end;
    }

    static int first(long run) {
        return (int) (run >>> 32);
    }

    static int end(long run) {
        return (int) run;
    }

    /** @param runs ascending, apart or side by side, from {@code from} to {@code to}, at least one */
    static RoaringBitmap of(long[] runs, int from, int to) {
        RunBitmap builder = new RunBitmap(runs, from, to);
        RoaringBitmap bitmap = new RoaringBitmap();
        while (builder.next < to) {
            char key = (char) (builder.begin >>> CONTAINER_BITS);
            builder.collect((key + 1) << CONTAINER_BITS);
            bitmap.append(key, builder.container());
        }
        return bitmap;
    }

    /** Takes the numbers below {@code limit}; the limit behind the largest number of all is negative. */
    private void collect(int limit) {
        runCount = 0;
        numbers = 0;
        int endBefore = -1;
        while (next < to && (begin < limit || limit < 0)) {
            int runEnd = end(runs[next]);
            int end = limit < 0 ? runEnd : Math.min(runEnd, limit);
            if (begin == endBefore) {
                pairs[2 * runCount - 1] += (char) (end - begin);
            } else {
                if (2 * runCount == pairs.length) {
                    pairs = Arrays.copyOf(pairs, pairs.length * 2);
                }
                pairs[2 * runCount] = (char) begin;
                pairs[2 * runCount + 1] = (char) (end - begin - 1);
                runCount++;
            }
            numbers += end - begin;
            endBefore = end;
            begin = end;
            if (end == runEnd) {
                next++;
                begin = next < to ? first(runs[next]) : end;
            }
        }
    }

    private Container container() {
        int otherBytes = numbers > ARRAY_NUMBERS_MAX ? BITMAP_BYTES : Character.BYTES * numbers;
        if (Character.BYTES * (1 + 2 * runCount) <= otherBytes) {
            return new RunContainer(Arrays.copyOf(pairs, 2 * runCount), runCount);
        }
        if (numbers > ARRAY_NUMBERS_MAX) {
            long[] bits = new long[BITMAP_BYTES / Long.BYTES];
            for (int i = 0; i < runCount; i++) {
                int last = pairs[2 * i] + pairs[2 * i + 1];
                for (int number = pairs[2 * i]; number <= last; number++) {
                    bits[number >> 6] |= 1L << number;
                }
            }
            return new BitmapContainer(bits, numbers);
        }
        char[] array = new char[numbers];
        int at = 0;
        for (int i = 0; i < runCount; i++) {
            int last = pairs[2 * i] + pairs[2 * i + 1];
            for (int number = pairs[2 * i]; number <= last; number++) {
                array[at++] = (char) number;
            }
        }
        return new ArrayContainer(array);
    }
}
