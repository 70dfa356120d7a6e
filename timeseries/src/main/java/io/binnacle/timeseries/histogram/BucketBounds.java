package io.binnacle.timeseries.histogram;

import java.util.Arrays;

/** Where buckets end. */
final class BucketBounds {

    private static final int FINEST_SCHEMA = HistogramRules.SCHEMA_MAX;
    private static final int EXPONENT_BEHIND_LAST = 1024;
    /** 2^(i / 256): the bounds between 1 and 2 of the finest schema; coarser ones have every second, fourth, ... of them. */
    private static final double[] FRACTIONS = new double[1 << FINEST_SCHEMA];

    static {
        for (int i = 0; i < FRACTIONS.length; i++) {
            FRACTIONS[i] = Math.pow(2, i / (double) FRACTIONS.length);
        }
    }

    private BucketBounds() {
    }

    /** The upper bound of a bucket of an exponential schema: 2^(index * 2^-schema). */
    static double exponential(int index, int schema) {
        if (schema < 0) {
            int exponent = index << -schema;
            return exponent == EXPONENT_BEHIND_LAST ? Double.MAX_VALUE : Math.scalb(1.0, exponent);
        }
        int fraction = index & ((1 << schema) - 1);
        int exponent = index >> schema;
        return fraction == 0 && exponent == EXPONENT_BEHIND_LAST
                ? Double.MAX_VALUE
                : Math.scalb(FRACTIONS[fraction << (FINEST_SCHEMA - schema)], exponent);
    }

    /** The upper bound of a bucket among custom bounds; infinite before the first and behind the last. */
    static double custom(int index, double[] bounds) {
        if (index >= bounds.length) {
            return Double.POSITIVE_INFINITY;
        }
        return index < 0 ? Double.NEGATIVE_INFINITY : bounds[index];
    }

    /** The bucket of the coarser schema that holds one of the finer. */
    static int coarser(int index, int from, int to) {
        return ((index - 1) >> (from - to)) + 1;
    }

    /** The bounds that both have, of ascending ones. */
    static double[] common(double[] left, double[] right) {
        double[] found = new double[Math.min(left.length, right.length)];
        int size = 0;
        int j = 0;
        for (double bound : left) {
            while (j < right.length && right[j] < bound) {
                j++;
            }
            if (j < right.length && right[j] == bound) {
                found[size++] = bound;
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** The first of the bounds that is not below that bucket's end; behind the last when there is none. */
    static int among(double[] bounds, double end) {
        int index = 0;
        while (index < bounds.length && bounds[index] < end) {
            index++;
        }
        return index;
    }
}
