package io.binnacle.timeseries.promql;

import java.util.Collections;
import java.util.List;

import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramBucket;
import io.binnacle.timeseries.promql.Token.Span;

/**
 * What can be told of the observations in a native histogram. Within a bucket they are taken to be spread evenly on a logarithmic
 * scale; in the zero bucket and between custom bounds, evenly. As Prometheus does it in {@code promql/quantile.go}.
 */
final class NativeHistograms {

    private NativeHistograms() {
    }

    static double average(FloatHistogram histogram) {
        return histogram.sum() / histogram.count();
    }

    static double variance(FloatHistogram histogram) {
        double mean = average(histogram);
        CompensatedSum squares = new CompensatedSum();
        for (HistogramBucket bucket : histogram.buckets()) {
            if (bucket.count() == 0) {
                continue;
            }
            double middle;
            if (histogram.hasCustomBounds()) {
                middle = (bucket.upper() + bucket.lower()) / 2;
            } else if (bucket.lower() <= 0 && bucket.upper() >= 0) {
                middle = 0;
            } else {
                middle = Math.sqrt(bucket.upper() * bucket.lower());
                middle = bucket.upper() < 0 ? -middle : middle;
            }
            double distance = middle - mean;
            squares.add(bucket.count() * distance * distance);
        }
        return squares.value() / histogram.count();
    }

    static double quantile(double q, FloatHistogram histogram, String metric, QueryContext context, Span span) {
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (histogram.count() == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        // Observations of NaN are in no bucket; they count as the greatest, so the search must begin at the least.
        boolean forwards = Double.isNaN(histogram.sum()) || q < 0.5;
        double rank = (forwards ? q : 1 - q) * histogram.count();
        List<HistogramBucket> buckets = histogram.buckets();
        if (!forwards) {
            Collections.reverse(buckets);
        }
        int found = 0;
        double count = 0;
        // Between two buckets it is the beginning of the upper one, from whichever end they are counted.
        for (int i = 0; i < buckets.size() && (forwards ? count <= rank : count < rank || count == 0); i++) {
            if (buckets.get(i).count() != 0) {
                found = i;
                count += buckets.get(i).count();
            }
        }
        HistogramBucket bucket = buckets.isEmpty()
                ? new HistogramBucket(0, 0, false, false, 0)
                : buckets.get(found);
        double lower = bucket.lower();
        double upper = bucket.upper();
        if (histogram.hasCustomBounds()) {
            if (lower == Double.NEGATIVE_INFINITY) {
                if (upper <= 0) {
                    return upper;
                }
                lower = 0;
            } else if (upper == Double.POSITIVE_INFINITY) {
                return lower;
            }
        } else if (lower < 0 && upper > 0) {
            lower = lowerOfZero(histogram, lower);
            upper = upperOfZero(histogram, upper);
        }
        count = Math.min(count, histogram.count());
        if (count < rank) {
            if (!Double.isNaN(histogram.sum())) {
                return upper;
            }
            context.inform(Remarks.of("input to histogram_quantile has NaN observations, result is NaN", metric), span);
            return Double.NaN;
        }
        double inBucket = forwards ? rank - (count - bucket.count()) : count - rank;
        if (Double.isNaN(histogram.sum()) && count + rest(buckets, found) < histogram.count()) {
            context.inform(Remarks.of("input to histogram_quantile has NaN observations, result is skewed higher",
                    metric), span);
        }
        return between(lower, upper, inBucket / bucket.count(), histogram.hasCustomBounds());
    }

    private static double rest(List<HistogramBucket> buckets, int behind) {
        double rest = 0;
        for (HistogramBucket bucket : buckets.subList(behind + 1, buckets.size())) {
            rest += bucket.count();
        }
        return rest;
    }

    private static double between(double lower, double upper, double fraction, boolean linear) {
        if (linear || (lower <= 0 && upper >= 0)) {
            return lower + (upper - lower) * fraction;
        }
        double logLower = log2(Math.abs(lower));
        double logUpper = log2(Math.abs(upper));
        return lower > 0
                ? Math.pow(2, logLower + (logUpper - logLower) * fraction)
                : -Math.pow(2, logUpper + (logLower - logUpper) * (1 - fraction));
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** A histogram that has only buckets above zero has none of its zero bucket's observations below it. */
    private static double lowerOfZero(FloatHistogram histogram, double lower) {
        return !histogram.hasNegativeBuckets() && histogram.hasPositiveBuckets() ? 0 : lower;
    }

    private static double upperOfZero(FloatHistogram histogram, double upper) {
        return !histogram.hasPositiveBuckets() && histogram.hasNegativeBuckets() ? 0 : upper;
    }

    /** The share of observations between two values. */
    static double fraction(double lower, double upper, FloatHistogram histogram, String metric, QueryContext context,
            Span span) {
        if (histogram.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        double count = histogram.count();
        if (Double.isNaN(histogram.sum())) {
            double inBuckets = 0;
            for (HistogramBucket bucket : histogram.buckets()) {
                inBuckets += bucket.count();
            }
            if (inBuckets < count) {
                context.inform(Remarks.of("input to histogram_fraction has NaN observations, which are excluded from"
                        + " all fractions", metric), span);
            }
            count = inBuckets;
        }
        double lowerRank = Math.min(rank(lower, histogram), count);
        double upperRank = Math.min(rank(upper, histogram), count);
        return (upperRank - lowerRank) / histogram.count();
    }

    /** How many observations are below that value. */
    private static double rank(double value, FloatHistogram histogram) {
        double rank = 0;
        for (HistogramBucket bucket : histogram.buckets()) {
            boolean zero = bucket.lower() <= 0 && bucket.upper() >= 0;
            double lower = zero ? lowerOfZero(histogram, bucket.lower()) : bucket.lower();
            double upper = zero ? upperOfZero(histogram, bucket.upper()) : bucket.upper();
            if (lower >= value) {
                return rank;
            }
            if (upper > value) {
                return rank + bucket.count() * share(value, lower, upper, zero || histogram.hasCustomBounds());
            }
            rank += bucket.count();
        }
        return Double.POSITIVE_INFINITY;
    }

    /** The share of a bucket's observations that is below a value in it; of one without a lower end, all. */
    private static double share(double value, double lower, double upper, boolean linear) {
        if (linear) {
            return Double.isInfinite(lower) ? 1 : (value - lower) / (upper - lower);
        }
        double logLower = log2(Math.abs(lower));
        double logUpper = log2(Math.abs(upper));
        double logValue = log2(Math.abs(value));
        return value > 0
                ? (logValue - logLower) / (logUpper - logLower)
                : 1 - (logValue - logUpper) / (logLower - logUpper);
    }
}
