package io.binnacle.telemetry.scrape.series;

import java.util.Arrays;

import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of cumulative buckets, gathered from its series in any order, which becomes a native one with custom bounds as
 * Prometheus makes it. Belongs to one thread.
 */
final class ClassicHistogram {

    /** Between two buckets so many empty ones are written instead of a new span. */
    private static final int GAP_MAX = 2;
    /** Up to there a float is a whole number without doubt. */
    private static final double WHOLE_MAX = 1L << 53;

    private double[] bounds = new double[16];
    private double[] cumulative = new double[16];
    private int size;
    private double count;
    private double sum;
    private boolean counted;
    private boolean wrong;

    void clear() {
        size = 0;
        count = 0;
        sum = 0;
        counted = false;
        wrong = false;
    }

    /** A bound that came before is not taken again. */
    void bucket(double bound, double cumulativeCount) {
        int found = Arrays.binarySearch(bounds, 0, size, bound);
        if (found >= 0) {
            return;
        }
        int at = -found - 1;
        wrong |= cumulativeCount < 0 || (at > 0 && cumulativeCount < cumulative[at - 1])
                || (at < size && cumulativeCount > cumulative[at]);
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * size);
            cumulative = Arrays.copyOf(cumulative, 2 * size);
        }
        System.arraycopy(bounds, at, bounds, at + 1, size - at);
        System.arraycopy(cumulative, at, cumulative, at + 1, size - at);
        bounds[at] = bound;
        cumulative[at] = cumulativeCount;
        size++;
    }

    void count(double all) {
        wrong |= all < 0;
        count = all;
        counted = true;
    }

    void sum(double all) {
        sum = all;
    }

    /** Null when its numbers contradict each other. */
    @Nullable
    NativeHistogram toNative() {
        if (!counted && size > 0) {
            count = cumulative[size - 1];
        }
        if (size == 0 || bounds[size - 1] != Double.POSITIVE_INFINITY) {
            bucket(Double.POSITIVE_INFINITY, count);
        }
        if (wrong || cumulative[size - 1] != count) {
            return null;
        }
        boolean whole = isWhole(count);
        for (int i = 0; i < size; i++) {
            whole &= isWhole(cumulative[i]);
        }
        NativeHistogram.Builder made = (whole ? NativeHistogram.ofIntegers() : NativeHistogram.ofFloats())
                .schema(NativeHistogram.CUSTOM_BOUNDS).count(count).sum(sum).positive(buckets(whole))
                .customBounds(Arrays.copyOf(bounds, size - 1));
        return made.fault() == null ? made.build() : null;
    }

    private static boolean isWhole(double value) {
        return Math.rint(value) == value && value <= WHOLE_MAX;
    }

    private Buckets buckets(boolean whole) {
        int[] offsets = new int[size];
        int[] lengths = new int[size];
        double[] counts = new double[size];
        int spans = 0;
        int filled = 0;
        int next = 0;
        for (int i = 0; i < size; i++) {
            double own = cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
            if (own != 0) {
                int gap = i - next;
                if (spans == 0 || gap > GAP_MAX) {
                    offsets[spans++] = gap;
                } else {
                    filled += gap;
                    lengths[spans - 1] += gap;
                }
                counts[filled++] = own;
                lengths[spans - 1]++;
                next = i + 1;
            }
        }
        int[] first = Arrays.copyOf(offsets, spans);
        int[] many = Arrays.copyOf(lengths, spans);
        double[] values = Arrays.copyOf(counts, filled);
        return whole
                ? Buckets.ofIntegers(first, many, Arrays.stream(values).mapToLong(value -> (long) value).toArray())
                : Buckets.ofFloats(first, many, values);
    }
}
