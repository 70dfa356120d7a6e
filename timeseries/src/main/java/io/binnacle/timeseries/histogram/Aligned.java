package io.binnacle.timeseries.histogram;

import java.util.Arrays;

/**
 * Two histograms, both of custom bounds or neither, brought to buckets that both can have: the coarser schema and a zero
 * bucket that takes in both, or the custom bounds that both have.
 */
record Aligned(FloatHistogram left, FloatHistogram right, boolean boundsReconciled) {

    static Aligned of(FloatHistogram left, FloatHistogram right) {
        if (left.hasCustomBounds()) {
            double[] leftBounds = left.customBounds();
            double[] rightBounds = right.customBounds();
            if (Arrays.equals(leftBounds, rightBounds)) {
                return new Aligned(left, right, false);
            }
            double[] common = BucketBounds.common(leftBounds, rightBounds);
            return new Aligned(left.withBounds(common), right.withBounds(common), true);
        }
        FloatHistogram.ZeroBucket ours = new FloatHistogram.ZeroBucket(left.zeroThreshold(), left.zeroCount());
        FloatHistogram.ZeroBucket theirs = new FloatHistogram.ZeroBucket(right.zeroThreshold(), right.zeroCount());
        while (ours.threshold() != theirs.threshold()) {
            if (ours.threshold() > theirs.threshold()) {
                theirs = right.widened(ours.threshold());
            } else {
                ours = left.widened(theirs.threshold());
            }
        }
        int schema = Math.min(left.schema(), right.schema());
        return new Aligned(coarsened(left.withZeroBucket(ours), schema),
                coarsened(right.withZeroBucket(theirs), schema),
                false);
    }

    private static FloatHistogram coarsened(FloatHistogram histogram, int schema) {
        return histogram.coarsened(schema).with(histogram.reset());
    }
}
