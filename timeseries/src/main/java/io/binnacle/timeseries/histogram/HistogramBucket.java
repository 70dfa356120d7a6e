package io.binnacle.timeseries.histogram;

/** A bucket with its bounds. */
public record HistogramBucket(double lower, double upper, boolean lowerInclusive, boolean upperInclusive,
        double count) {

    HistogramBucket between(double newLower, double newUpper) {
        return new HistogramBucket(newLower, newUpper, lowerInclusive, upperInclusive, count);
    }
}
