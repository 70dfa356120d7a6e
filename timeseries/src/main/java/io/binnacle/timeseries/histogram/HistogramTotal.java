package io.binnacle.timeseries.histogram;

import org.jspecify.annotations.Nullable;

/**
 * Sums histograms, or takes their mean, with Neumaier's compensation in every bucket, as Prometheus does. Not for use by several
 * threads.
 */
public final class HistogramTotal {

    private FloatHistogram sum;
    private @Nullable FloatHistogram compensation;
    private double count = 1;
    private boolean incremental;
    private boolean resetSeen;
    private boolean notResetSeen;
    private boolean boundsReconciled;

    public HistogramTotal(FloatHistogram first) {
        sum = first;
        note(first);
    }

    /** Adds one; false, and nothing is changed, when it has custom bounds and the others have not, or the other way round. */
    public boolean add(FloatHistogram next) {
        note(next);
        return plus(next);
    }

    /** As {@link #add}, for a mean: goes over to an incremental mean where the sum would overflow. */
    public boolean addToMean(FloatHistogram next) {
        note(next);
        count++;
        if (!incremental) {
            FloatHistogram sumBefore = sum;
            FloatHistogram compensationBefore = compensation;
            if (!plus(next)) {
                return false;
            }
            if (!overflows()) {
                return true;
            }
            incremental = true;
            sum = sumBefore.dividedBy(count - 1);
            compensation = compensationBefore == null ? null : compensationBefore.dividedBy(count - 1);
        }
        double share = (count - 1) / count;
        sum = sum.times(share);
        compensation = compensation == null ? null : compensation.times(share);
        return plus(next.dividedBy(count));
    }

    private void note(FloatHistogram histogram) {
        resetSeen |= histogram.reset() == CounterReset.RESET;
        notResetSeen |= histogram.reset() == CounterReset.NOT_RESET;
    }

    private boolean plus(FloatHistogram next) {
        if (sum.hasCustomBounds() != next.hasCustomBounds()) {
            return false;
        }
        Aligned aligned = Aligned.of(sum, next);
        boundsReconciled |= aligned.boundsReconciled();
        FloatHistogram result = aligned.left().zipped(aligned.right(), Double::sum);
        FloatHistogram lost = aligned.left().zipped(aligned.right(), HistogramTotal::lost);
        if (compensation == null) {
            compensation = lost;
        } else {
            Aligned losses = Aligned.of(compensation, lost);
            compensation = losses.left().zipped(losses.right(), Double::sum);
        }
        sum = result;
        return true;
    }

    /** What rounding loses of a sum; nothing of an infinite one, so that it stays one. */
    private static double lost(double left, double right) {
        double total = left + right;
        if (Double.isInfinite(total)) {
            return 0;
        }
        return Math.abs(left) >= Math.abs(right) ? left - total + right : right - total + left;
    }

    private boolean overflows() {
        if (Double.isInfinite(sum.count()) || Double.isInfinite(sum.sum()) || Double.isInfinite(sum.zeroCount())) {
            return true;
        }
        for (HistogramBucket bucket : sum.buckets()) {
            if (Double.isInfinite(bucket.count())) {
                return true;
            }
        }
        return false;
    }

    /** Whether some said that counting began anew and others that it did not. */
    public boolean resetsCollide() {
        return resetSeen && notResetSeen;
    }

    /** Whether custom bounds differed; the result has those that all have. */
    public boolean boundsReconciled() {
        return boundsReconciled;
    }

    public FloatHistogram sum() {
        return compensated(sum, compensation);
    }

    public FloatHistogram mean() {
        return incremental
                ? sum()
                : compensated(sum.dividedBy(count), compensation == null ? null : compensation.dividedBy(count));
    }

    private static FloatHistogram compensated(FloatHistogram sum, @Nullable FloatHistogram compensation) {
        if (compensation == null) {
            return sum;
        }
        Aligned aligned = Aligned.of(sum, compensation);
        return aligned.left().zipped(aligned.right(), Double::sum).with(sum.reset());
    }
}
