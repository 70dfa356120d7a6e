package io.binnacle.timeseries.promql;

import java.util.function.Consumer;

import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** As {@link ExtendedRange}, of native histograms. */
final class ExtendedHistogramRange {

    private final RangeSeries range;
    private final RangeCall call;
    private final boolean smoothed;
    private final boolean counter;
    private final long start;
    private final long end;
    private final int first;
    private final int last;

    private ExtendedHistogramRange(RangeSeries range, RangeCall call, boolean counter) {
        this.range = range;
        this.call = call;
        this.counter = counter;
        this.smoothed = call.extension() == Extension.SMOOTHED;
        this.end = range.endMillis();
        this.start = end - range.rangeMillis();
        int newest = range.histogramCount() - 1;
        int index = 0;
        while (index < newest && range.histogramMillis(index) <= start) {
            index++;
        }
        this.first = Math.max(0, index - 1);
        int until = smoothed ? 0 : newest;
        while (until < newest && range.histogramMillis(until) < end) {
            until++;
        }
        this.last = until;
    }

    static double change(RangeSeries range, RangeCall call, boolean counter, boolean perSecond) {
        return new ExtendedHistogramRange(range, call, counter).change(perSecond);
    }

    private double change(boolean perSecond) {
        boolean ended = range.histogramMillis(last) <= start;
        if (ended || (smoothed && range.histogramMillis(first) > end) || !fitTogether()) {
            return Column.ABSENT;
        }
        FloatHistogram left = smoothed && range.histogramMillis(first) < start
                ? between(first, start)
                : range.histogram(first);
        FloatHistogram right = smoothed && last > 0 && range.histogramMillis(last) > end
                ? between(last - 1, end)
                : range.histogram(last);
        FloatHistogram change = left == null || right == null ? null : change(left, right);
        if (change == null) {
            call.warn(RateKernels.MIXED_SCHEMAS);
            return Column.ABSENT;
        }
        FloatHistogram result = perSecond ? change.dividedBy(range.rangeMillis() / 1000.0) : change;
        return range.give(result.with(CounterReset.GAUGE).compact());
    }

    private boolean fitTogether() {
        for (int i = first; i <= last; i++) {
            FloatHistogram one = range.histogram(i);
            if (one.hasCustomBounds() != range.histogram(first).hasCustomBounds()) {
                call.warn(RateKernels.MIXED_SCHEMAS);
                return false;
            }
            if (counter && RateKernels.isGauge(one)) {
                call.warn(RateKernels.NOT_COUNTER);
            }
        }
        return true;
    }

    private @Nullable FloatHistogram between(int before, long millis) {
        long from = range.histogramMillis(before);
        double share = (millis - from) / (double) (range.histogramMillis(before + 1) - from);
        return between(range.histogram(before), range.histogram(before + 1), share, counter, call::reconciled);
    }

    /**
     * A histogram between two, at that share of the time between them; null when they do not fit together. A counter that was
     * reset between them began at zero right behind the first of them.
     *
     * @param reconciled is told in which operation custom bounds differed
     */
    static @Nullable FloatHistogram between(FloatHistogram before, FloatHistogram after, double share, boolean counter,
            Consumer<String> reconciled) {
        if (counter && after.isResetSince(before)) {
            return after.times(share);
        }
        FloatHistogram difference = taken(after.minus(before), "subtraction", reconciled);
        return difference == null ? null : taken(difference.times(share).plus(before), "addition", reconciled);
    }

    private static @Nullable FloatHistogram taken(FloatHistogram.@Nullable Sum sum, String operation,
            Consumer<String> reconciled) {
        if (sum == null) {
            return null;
        }
        if (sum.boundsReconciled()) {
            reconciled.accept(operation);
        }
        return sum.histogram();
    }

    private @Nullable FloatHistogram change(FloatHistogram left, FloatHistogram right) {
        if (!counter && !(RateKernels.isGauge(left) && RateKernels.isGauge(right))) {
            call.warn(RateKernels.NOT_GAUGE);
        }
        FloatHistogram change = taken(right.minus(left), "subtraction", call::reconciled);
        return change == null || !counter ? change : withResets(change, left, right);
    }

    /** Adds what was counted before each reset, but for one that the left end was interpolated across. */
    private @Nullable FloatHistogram withResets(FloatHistogram change, FloatHistogram left, FloatHistogram right) {
        FloatHistogram previous = left;
        int next = first + 1;
        if (smoothed && range.histogramMillis(first) < start
                && range.histogram(first + 1).isResetSince(range.histogram(first))) {
            previous = range.histogram(first + 1);
            next++;
        }
        FloatHistogram total = change;
        for (; total != null && next <= last; next++) {
            FloatHistogram one = next == last ? right : range.histogram(next);
            if (one.isResetSince(previous)) {
                total = taken(total.plus(previous), "addition", call::reconciled);
            }
            previous = one;
        }
        return total;
    }
}
