package io.binnacle.timeseries.histogram;

/**
 * PromQL's {@code histogram </ limit} and {@code histogram >/ limit}: what was observed up to a limit, or from it on. Within
 * a bucket observations are taken to be spread as quantiles take them to be; of those in an infinite bucket nothing is known
 * but its end and the limit. Where anything goes, the sum is estimated from the middles of what is kept.
 */
final class HistogramTrim {

    private final FloatHistogram histogram;
    private final double limit;
    private final boolean keepsBelow;
    private double kept;
    private double sum;
    private boolean changed;

    private HistogramTrim(FloatHistogram histogram, double limit, boolean keepsBelow) {
        this.histogram = histogram;
        this.limit = limit;
        this.keepsBelow = keepsBelow;
    }

    static FloatHistogram trimmed(FloatHistogram histogram, double limit, boolean keepsBelow) {
        if (limit == (keepsBelow ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY)) {
            return histogram;
        }
        if (!Double.isFinite(limit)) {
            return histogram.with(0, 0, 0, new double[histogram.positive.size()], new double[histogram.negative.size()])
                    .compact();
        }
        return new HistogramTrim(histogram, limit, keepsBelow).result();
    }

    private FloatHistogram result() {
        double[] above = side(histogram.positive, true);
        double[] below = side(histogram.negative, false);
        double zeroCount = histogram.zeroCount() > 0 ? ofZero() : histogram.zeroCount();
        return changed ? histogram.with(zeroCount, kept, kept == 0 ? 0 : sum, above, below).compact() : histogram;
    }

    private double[] side(BucketCounts side, boolean isPositive) {
        double[] counts = side.counts.clone();
        for (int i = 0; i < side.size(); i++) {
            if (counts[i] != 0) {
                HistogramBucket bucket = histogram.bucket(side, i, isPositive);
                counts[i] = Double.isInfinite(bucket.lower()) || Double.isInfinite(bucket.upper())
                        ? ofInfinite(bucket)
                        : part(bucket.count(), bucket.lower(), bucket.upper(), histogram.hasCustomBounds());
            }
        }
        return counts;
    }

    /** Where there are buckets on one side only, so are the observations in the zero bucket. */
    private double ofZero() {
        HistogramBucket zero = histogram.zeroBucket();
        boolean onlyAbove = histogram.hasPositiveBuckets() && !histogram.hasNegativeBuckets();
        boolean onlyBelow = histogram.hasNegativeBuckets() && !histogram.hasPositiveBuckets();
        return part(zero.count(), onlyAbove ? 0 : zero.lower(), onlyBelow ? 0 : zero.upper(), true);
    }

    /** What is kept of the observations between two values. */
    private double part(double count, double lower, double upper, boolean linear) {
        if (keepsBelow ? upper <= limit : lower >= limit) {
            return kept(count, middle(lower, upper, linear));
        }
        changed = true;
        if (keepsBelow ? lower >= limit : upper <= limit) {
            return 0;
        }
        double under = count * (place(limit, linear) - place(lower, linear))
                / (place(upper, linear) - place(lower, linear));
        return keepsBelow
                ? kept(under, middle(lower, limit, linear))
                : kept(count - under, middle(limit, upper, linear));
    }

    private static double place(double value, boolean linear) {
        return linear ? value : Math.log(Math.abs(value));
    }

    private static double middle(double lower, double upper, boolean linear) {
        if (linear) {
            return (lower + upper) / 2;
        }
        double middle = Math.sqrt(lower * upper);
        return lower < 0 ? -middle : middle;
    }

    /** The first custom bucket begins at zero where its end is above it, as everywhere else. */
    private double ofInfinite(HistogramBucket bucket) {
        double near = Double.isInfinite(bucket.lower()) ? bucket.upper() : bucket.lower();
        boolean endless = Double.isInfinite(bucket.upper());
        if (!endless && near > 0 && limit >= 0) {
            return part(bucket.count(), 0, near, true);
        }
        // Not to be told: what is up to a limit of what may be anywhere above, or the other way around.
        boolean kept = endless ? !keepsBelow && Double.isFinite(near) : keepsBelow && near <= 0;
        double at = endless ? Math.max(near, limit) : Math.min(near, limit);
        changed |= !kept || at != near;
        return kept ? kept(bucket.count(), at) : 0;
    }

    private double kept(double count, double middle) {
        kept += count;
        sum += count * middle;
        return count;
    }
}
