package io.binnacle.timeseries.histogram;

import org.jspecify.annotations.Nullable;

/** The rules that a native histogram keeps: those of Prometheus' {@code histogram.Validate}, and a bound on its size. */
final class HistogramRules {

    /** Prometheus' own limit where it sets one is 160. */
    static final int BUCKETS_MAX = 10_000;
    static final int SCHEMA_MIN = -4;
    static final int SCHEMA_MAX = 8;

    private HistogramRules() {
    }

    static @Nullable String fault(NativeHistogram.Builder of) {
        boolean custom = of.schema == NativeHistogram.CUSTOM_BOUNDS;
        if (!custom && (of.schema < SCHEMA_MIN || of.schema > SCHEMA_MAX)) {
            return "schema " + of.schema;
        }
        if (of.customBounds.length > BUCKETS_MAX) {
            return "more than " + BUCKETS_MAX + " bounds";
        }
        String bounds = custom
                ? faultOfBounds(of)
                : of.customBounds.length > 0 ? "custom bounds in an exponential schema" : null;
        if (bounds != null) {
            return bounds;
        }
        String negative = faultOf(of.negative, of.floats);
        String fault = negative == null ? faultOf(of.positive, of.floats) : negative;
        return fault != null ? fault : faultOfCounts(of);
    }

    private static @Nullable String faultOfBounds(NativeHistogram.Builder of) {
        if (of.negative.spans() > 0 || of.negative.size() > 0) {
            return "negative buckets beside custom bounds";
        }
        if (of.zeroThreshold != 0 || (of.floats ? Double.longBitsToDouble(of.zeroCount) != 0 : of.zeroCount != 0)) {
            return "a zero bucket beside custom bounds";
        }
        double before = Double.NEGATIVE_INFINITY;
        for (double bound : of.customBounds) {
            // The negated comparison also refuses NaN.
            if (!(bound > before) || bound == Double.POSITIVE_INFINITY) {
                return "custom bounds that do not ascend, or are not finite";
            }
            before = bound;
        }
        long end = 0;
        for (int i = 0; i < of.positive.spans(); i++) {
            end += (long) of.positive.offset(i) + of.positive.length(i);
            if (of.positive.offset(i) < 0) {
                return "a span before the first bound";
            }
        }
        return end > of.customBounds.length + 1 ? "a bucket behind the last bound" : null;
    }

    private static @Nullable String faultOf(Buckets side, boolean floats) {
        if (side.size() > BUCKETS_MAX || side.spans() > BUCKETS_MAX) {
            return "more than " + BUCKETS_MAX + " buckets";
        }
        long spanned = 0;
        for (int i = 0; i < side.spans(); i++) {
            if (i > 0 && side.offset(i) < 0) {
                return "a span that begins before the end of the one before";
            }
            if (side.length(i) < 0) {
                return "a span of less than no bucket";
            }
            spanned += side.length(i);
        }
        if (spanned != side.size()) {
            return spanned + " buckets in spans, " + side.size() + " counts";
        }
        for (int i = 0; i < side.size(); i++) {
            if (floats ? Double.longBitsToDouble(side.word(i)) < 0 : side.word(i) < 0) {
                return "a bucket with a negative count";
            }
        }
        return null;
    }

    /** Whether the buckets agree with the count; those of floats need not, to the last digit. */
    private static @Nullable String faultOfCounts(NativeHistogram.Builder of) {
        if (of.floats) {
            return Double.longBitsToDouble(of.count) < 0 || Double.longBitsToDouble(of.zeroCount) < 0
                    ? "a negative count"
                    : null;
        }
        long inBuckets = of.zeroCount + total(of.negative) + total(of.positive);
        // Observations of NaN are in the count and in no bucket; so a stale marker may have any count, too.
        boolean agrees = Double.isNaN(of.sum)
                ? Long.compareUnsigned(inBuckets, of.count) <= 0
                : inBuckets == of.count;
        return agrees ? null : inBuckets + " observations in buckets, a count of " + of.count;
    }

    private static long total(Buckets side) {
        long total = 0;
        for (int i = 0; i < side.size(); i++) {
            total += side.word(i);
        }
        return total;
    }
}
