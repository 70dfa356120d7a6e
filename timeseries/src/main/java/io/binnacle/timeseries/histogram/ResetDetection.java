package io.binnacle.timeseries.histogram;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Tells from the counts of two successive histograms whether counting began anew between them. */
final class ResetDetection {

    private ResetDetection() {
    }

    static boolean isReset(FloatHistogram previous, FloatHistogram current) {
        if (current.count() < previous.count()) {
            return true;
        }
        if (current.hasCustomBounds()) {
            return !previous.hasCustomBounds() || isResetOfCustomBounds(previous, current);
        }
        // Neither a finer schema nor a narrower zero bucket comes about without a reset.
        if (current.schema() > previous.schema() || current.zeroThreshold() < previous.zeroThreshold()) {
            return true;
        }
        FloatHistogram.ZeroBucket zero = previous.widened(current.zeroThreshold());
        if (zero.threshold() != current.zeroThreshold() || current.zeroCount() < zero.count()) {
            return true;
        }
        FloatHistogram coarse = previous.hasCustomBounds() ? previous : previous.coarsened(current.schema());
        return hasShrunk(coarse.positive, current.positive, current)
                || hasShrunk(coarse.negative, current.negative, current);
    }

    /** Whether the counting goes on in the same buckets. */
    static boolean goesOn(FloatHistogram previous, FloatHistogram current) {
        boolean comparable = current.schema() == previous.schema()
                && current.zeroThreshold() == previous.zeroThreshold()
                && Arrays.equals(current.customBounds(), previous.customBounds());
        return comparable && current.count() >= previous.count() && current.zeroCount() >= previous.zeroCount()
                && !hasShrunk(previous.positive, current.positive, null)
                && !hasShrunk(previous.negative, current.negative, null);
    }

    private static boolean isResetOfCustomBounds(FloatHistogram previous, FloatHistogram current) {
        double[] ours = current.customBounds();
        double[] theirs = previous.customBounds();
        if (Arrays.equals(ours, theirs)) {
            return hasShrunk(previous.positive, current.positive, null);
        }
        double[] common = BucketBounds.common(ours, theirs);
        return hasShrunk(previous.withBounds(common).positive, current.withBounds(common).positive, null);
    }

    /** @param exponential whose zero bucket hides the buckets that end inside it; null when there is none */
    private static boolean hasShrunk(BucketCounts before, BucketCounts after,
            @Nullable FloatHistogram exponential) {
        int j = 0;
        for (int i = 0; i < before.size(); i++) {
            int index = before.indexes[i];
            if (exponential != null
                    && BucketBounds.exponential(index, exponential.schema()) <= exponential.zeroThreshold()) {
                continue;
            }
            while (j < after.size() && after.indexes[j] < index) {
                j++;
            }
            double now = j < after.size() && after.indexes[j] == index ? after.counts[j] : 0;
            if (now < before.counts[i]) {
                return true;
            }
        }
        return false;
    }
}
