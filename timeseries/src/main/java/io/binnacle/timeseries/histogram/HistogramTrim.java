package io.binnacle.timeseries.histogram;

/**
 * PromQL's {@code histogram </ limit} and {@code histogram >/ limit}: what was observed up to a limit, or from it on. Within
 * a bucket observations are taken to be spread as quantiles take them to be; what cannot be told of an infinite
 * bucket is dropped. The sum is estimated from the middles of what is taken away.
 */
final class HistogramTrim {

    private final FloatHistogram histogram;
    private final double limit;
    private final boolean keepsBelow;
    private double kept;
    private double removedSum;
    private boolean hasPositive;
    private boolean hasNegative;

    private HistogramTrim(FloatHistogram histogram, double limit, boolean keepsBelow) {
        this.histogram = histogram;
        this.limit = limit;
        this.keepsBelow = keepsBelow;
    }

    static FloatHistogram trimmed(FloatHistogram histogram, double limit, boolean keepsBelow) {
        return new HistogramTrim(histogram, limit, keepsBelow).result();
    }

    private FloatHistogram result() {
        double[] above = side(histogram.positive, true);
        double[] below = side(histogram.negative, false);
        double zeroCount = histogram.zeroCount();
        if (zeroCount > 0) {
            double under = under(histogram.zeroBucket(), true, true);
            zeroCount = keepsBelow ? under : zeroCount - under;
            kept += zeroCount;
        }
        double sum = 0;
        if (kept != 0) {
            sum = histogram.sum() - removedSum;
            if ((!hasNegative && sum < 0) || (!hasPositive && sum > 0)) {
                sum = 0;
            }
        }
        return histogram.with(zeroCount, kept, sum, above, below).compact();
    }

    private double[] side(BucketCounts side, boolean isPositive) {
        double[] counts = side.counts.clone();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                HistogramBucket bucket = histogram.bucket(side, i, isPositive);
                noteSign(bucket, isPositive);
                counts[i] = trimmed(bucket, isPositive);
                kept += counts[i];
            }
        }
        return counts;
    }

    private void noteSign(HistogramBucket bucket, boolean isPositive) {
        if (histogram.hasCustomBounds()) {
            hasNegative |= bucket.upper() <= 0 || bucket.lower() < 0;
            hasPositive |= bucket.upper() > 0;
        } else {
            hasPositive |= isPositive;
            hasNegative |= !isPositive;
        }
    }

    private double trimmed(HistogramBucket bucket, boolean isPositive) {
        boolean whole = keepsBelow ? bucket.upper() <= limit : bucket.lower() >= limit;
        if (whole) {
            return bucket.count();
        }
        boolean part = keepsBelow ? bucket.lower() < limit : bucket.upper() > limit;
        boolean infinite = Double.isInfinite(bucket.lower()) || Double.isInfinite(bucket.upper());
        double middle = infinite ? infiniteMiddle(bucket) : middle(bucket, isPositive);
        if (!part) {
            double removedMiddle = histogram.hasCustomBounds()
                    ? middle
                    : Math.sqrt(bucket.lower() * bucket.upper());
            removedSum += bucket.count() * removedMiddle;
            return 0;
        }
        double rest = infinite ? infiniteRest(bucket) : rest(bucket, isPositive);
        removedSum += (bucket.count() - rest) * middle;
        return rest;
    }

    private double rest(HistogramBucket bucket, boolean isPositive) {
        double under = under(bucket, isPositive, histogram.hasCustomBounds());
        return keepsBelow ? under : bucket.count() - under;
    }

    private double under(HistogramBucket bucket, boolean isPositive, boolean linear) {
        if (limit <= bucket.lower()) {
            return 0;
        }
        if (limit >= bucket.upper()) {
            return bucket.count();
        }
        if (linear) {
            return bucket.count() * (limit - bucket.lower()) / (bucket.upper() - bucket.lower());
        }
        double logLower = Math.log(Math.abs(bucket.lower()));
        double logUpper = Math.log(Math.abs(bucket.upper()));
        double logLimit = Math.log(Math.abs(limit));
        double fraction = isPositive
                ? (logLimit - logLower) / (logUpper - logLower)
                : 1 - (logLimit - logUpper) / (logLower - logUpper);
        return bucket.count() * fraction;
    }

    private double middle(HistogramBucket bucket, boolean isPositive) {
        if (histogram.hasCustomBounds()) {
            return (bucket.lower() + bucket.upper()) / 2;
        }
        double product = Math.abs(limit) * Math.abs(keepsBelow ? bucket.lower() : bucket.upper());
        return isPositive ? Math.sqrt(product) : -Math.sqrt(product);
    }

    /** The first custom bucket begins at zero where its end is above it, as everywhere else. */
    private boolean beginsAtZero(HistogramBucket bucket) {
        return Double.isInfinite(bucket.lower()) && limit >= 0 && bucket.upper() > limit
                && !Double.isInfinite(bucket.upper());
    }

    private double infiniteRest(HistogramBucket bucket) {
        if (beginsAtZero(bucket)) {
            double under = bucket.count() * limit / bucket.upper();
            return keepsBelow ? under : bucket.count() - under;
        }
        return 0;
    }

    private double infiniteMiddle(HistogramBucket bucket) {
        if (beginsAtZero(bucket)) {
            return keepsBelow ? (limit + bucket.upper()) / 2 : limit / 2;
        }
        return Double.isInfinite(bucket.lower()) ? bucket.upper() : bucket.lower();
    }
}
