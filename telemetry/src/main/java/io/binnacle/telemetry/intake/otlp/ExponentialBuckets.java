package io.binnacle.telemetry.intake.otlp;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * The buckets of an exponential histogram, sparse, by Prometheus' numbers: bucket i of it ends where i - 1 of OpenTelemetry's does.
 * Belongs to one thread.
 */
final class ExponentialBuckets {

    private static final int SCALE_MIN = -4;
    private static final int SCALE_MAX = 8;
    /** What Prometheus takes when nothing is said. */
    private static final double ZERO_THRESHOLD = 1e-128;
    /** A gap of so many is cheaper to fill than to name. */
    private static final int GAP_FILLED_MAX = 2;

    private int scale;
    private long zeroCount;
    private double zeroThreshold;
    private SortedMap<Integer, Long> positive = new TreeMap<>();
    private SortedMap<Integer, Long> negative = new TreeMap<>();

    /** Those of a histogram that was made of such. */
    static ExponentialBuckets of(NativeHistogram histogram) {
        ExponentialBuckets buckets = new ExponentialBuckets();
        buckets.scale = histogram.schema();
        buckets.zeroCount = (long) histogram.zeroCount();
        buckets.zeroThreshold = histogram.zeroThreshold();
        buckets.positive = counts(histogram, histogram.positive());
        buckets.negative = counts(histogram, histogram.negative());
        return buckets;
    }

    /** The counts of one side of a histogram, by the numbers of their buckets; those that are 0 left out. */
    static SortedMap<Integer, Long> counts(NativeHistogram histogram, Buckets side) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        int index = 0;
        int bucket = 0;
        for (int span = 0; span < side.spans(); span++) {
            index += side.offset(span);
            for (int i = 0; i < side.length(span); i++) {
                long count = (long) histogram.count(side, bucket++);
                if (count != 0) {
                    counts.put(index, count);
                }
                index++;
            }
        }
        return counts;
    }

    void scale(int value) {
        scale = value;
    }

    void zero(long count) {
        zeroCount = count;
    }

    void zeroThreshold(double threshold) {
        zeroThreshold = threshold;
    }

    /** @param first OpenTelemetry's number of the first bucket */
    void add(boolean aboveZero, int first, long[] counts) {
        SortedMap<Integer, Long> side = aboveZero ? positive : negative;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                side.merge(first + i + 1, counts[i], Long::sum);
            }
        }
    }

    /** Whether a native histogram can have such buckets. */
    boolean isPossible() {
        return scale >= SCALE_MIN;
    }

    /** Adds the counts of another; the coarser scale of both counts. */
    void add(ExponentialBuckets other) {
        int common = Math.min(Math.min(scale, other.scale), SCALE_MAX);
        reduce(common);
        reduced(other.positive, other.scale - common)
                .forEach((index, count) -> positive.merge(index, count, Long::sum));
        reduced(other.negative, other.scale - common)
                .forEach((index, count) -> negative.merge(index, count, Long::sum));
        zeroCount += other.zeroCount;
        zeroThreshold = Math.max(zeroThreshold, other.zeroThreshold);
    }

    private void reduce(int wanted) {
        if (scale > wanted) {
            positive = reduced(positive, scale - wanted);
            negative = reduced(negative, scale - wanted);
            scale = wanted;
        }
    }

    /** Merges 2^by buckets into each. */
    private static SortedMap<Integer, Long> reduced(SortedMap<Integer, Long> side, int by) {
        if (by == 0) {
            return side;
        }
        SortedMap<Integer, Long> merged = new TreeMap<>();
        side.forEach((index, count) -> merged.merge(((index - 1) >> by) + 1, count, Long::sum));
        return merged;
    }

    int size() {
        return positive.size() + negative.size();
    }

    /** @param count of all observations */
    NativeHistogram.Builder toNative(double count, double sum) {
        reduce(SCALE_MAX);
        return NativeHistogram.ofIntegers().schema(scale).reset(CounterReset.UNKNOWN).count(count).sum(sum)
                .zeroWord(zeroThreshold > 0 ? zeroThreshold : ZERO_THRESHOLD, zeroCount).positive(buckets(positive))
                .negative(buckets(negative));
    }

    static Buckets buckets(SortedMap<Integer, Long> side) {
        int[] offsets = new int[side.size()];
        int[] lengths = new int[side.size()];
        long[] counts = new long[side.size() * (GAP_FILLED_MAX + 1)];
        int spans = 0;
        int size = 0;
        int next = 0;
        for (Map.Entry<Integer, Long> bucket : side.entrySet()) {
            int gap = bucket.getKey() - next;
            if (spans == 0 || gap > GAP_FILLED_MAX) {
                offsets[spans++] = gap;
            } else {
                size += gap;
                lengths[spans - 1] += gap;
            }
            counts[size++] = bucket.getValue();
            lengths[spans - 1]++;
            next = bucket.getKey() + 1;
        }
        return Buckets.ofIntegers(Arrays.copyOf(offsets, spans), Arrays.copyOf(lengths, spans),
                Arrays.copyOf(counts, size));
    }
}
