package io.binnacle.timeseries.promql;

import java.util.Map;
import java.util.function.UnaryOperator;

import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** {@code rate} and its kin: how much something changes in a range. */
final class RateKernels {

    private static final UnaryOperator<String> MIXED = Remarks::mixedFloatsAndHistograms;
    static final UnaryOperator<String> MIXED_SCHEMAS = Remarks::mixedSchemas;
    static final UnaryOperator<String> NOT_COUNTER = Remarks::notCounter;
    private static final UnaryOperator<String> STARTS_OVERLAP = Remarks::startsOverlap;
    static final UnaryOperator<String> NOT_GAUGE = Remarks::notGauge;

    static final Map<String, RangeKernel> BY_NAME = Map.of(
            "rate", (range, call) -> change(range, call, true, true),
            "increase", (range, call) -> change(range, call, true, false),
            "delta", (range, call) -> change(range, call, false, false),
            "irate", (range, call) -> lastChange(range, call, true),
            "idelta", (range, call) -> lastChange(range, call, false));

    private RateKernels() {
    }

    private static double change(RangeSeries range, RangeCall call, boolean counter, boolean perSecond) {
        Extension extension = call.extension();
        boolean mixed = range.count() > 0 && range.histogramCount() > 0;
        if (counter && extension == Extension.NONE && !mixed && range.startsOverlap()) {
            call.warn(STARTS_OVERLAP);
        }
        if (range.histogramCount() == 0) {
            return extension == Extension.NONE
                    ? numberChange(range, counter, perSecond)
                    : ExtendedRange.change(range, extension == Extension.SMOOTHED, counter, perSecond);
        }
        if (mixed) {
            call.warn(MIXED);
            return Column.ABSENT;
        }
        if (extension != Extension.NONE) {
            return ExtendedHistogramRange.change(range, call, counter, perSecond);
        }
        long start = counter ? range.histogramStartMillis() : Long.MIN_VALUE;
        if (range.histogramCount() < 2 && start == Long.MIN_VALUE) {
            return Column.ABSENT;
        }
        FloatHistogram change = range.histogramCount() < 2
                ? range.histogram(0).emptied()
                : histogramChange(range, call, counter);
        if (change == null) {
            return Column.ABSENT;
        }
        int last = range.histogramCount() - 1;
        if (start != Long.MIN_VALUE) {
            return sinceStart(range, call, change, start, perSecond);
        }
        double fromZero = counter && change.count() > 0 && range.histogram(0).count() >= 0
                ? range.histogram(0).count() / change.count()
                : Double.POSITIVE_INFINITY;
        return range.give(change.times(factor(range, range.histogramMillis(0), range.histogramMillis(last), last,
                fromZero, perSecond)));
    }

    private static double sinceStart(RangeSeries range, RangeCall call, FloatHistogram change, long start,
            boolean perSecond) {
        FloatHistogram.Sum sum = change.plus(range.histogram(0));
        if (sum == null) {
            call.warn(MIXED_SCHEMAS);
            return Column.ABSENT;
        }
        if (sum.boundsReconciled()) {
            call.reconciled("addition");
        }
        int last = range.histogramCount() - 1;
        return range.give(sum.histogram().with(CounterReset.GAUGE).times(factorSince(start, range,
                range.histogramMillis(0), range.histogramMillis(last), last, perSecond)));
    }

    private static double numberChange(RangeSeries range, boolean counter, boolean perSecond) {
        long start = counter ? range.startMillis() : Long.MIN_VALUE;
        if (range.count() < 2 && start == Long.MIN_VALUE) {
            return Column.ABSENT;
        }
        double[] values = range.values();
        int from = range.from();
        int last = range.to() - 1;
        double change = values[last] - values[from];
        double fromZero = Double.POSITIVE_INFINITY;
        if (counter) {
            double previous = values[from];
            for (int i = from + 1; i <= last; i++) {
                if (values[i] < previous || range.isAnew(i)) {
                    change += previous;
                }
                previous = values[i];
            }
            if (change > 0 && values[from] >= 0) {
                fromZero = values[from] / change;
            }
        }
        if (start != Long.MIN_VALUE) {
            return (change + values[from]) * factorSince(start, range, range.times()[from], range.times()[last],
                    last - from, perSecond);
        }
        return change * factor(range, range.times()[from], range.times()[last], last - from, fromZero, perSecond);
    }

    /**
     * Prometheus' extrapolation: the change between the first and last sample is stretched to the edges of the range, but
     * not further than half a sample's distance where the series seems to begin or end, nor below a counter's zero.
     *
     * @param distances between samples
     * @param fromZero how long before the first sample the counter stood at zero, in sampled times
     */
    private static double factor(RangeSeries range, long firstMillis, long lastMillis, int distances, double fromZero,
            boolean perSecond) {
        double toStart = (firstMillis - (range.endMillis() - range.rangeMillis())) / 1000.0;
        double toEnd = (range.endMillis() - lastMillis) / 1000.0;
        double sampled = (lastMillis - firstMillis) / 1000.0;
        double between = sampled / distances;
        double threshold = between * 1.1;
        if (toStart >= threshold) {
            toStart = between / 2;
        }
        double toZero = sampled * fromZero;
        if (toZero < toStart) {
            toStart = toZero;
        }
        if (toEnd >= threshold) {
            toEnd = between / 2;
        }
        double factor = (sampled + toStart + toEnd) / sampled;
        return perSecond ? factor / (range.rangeMillis() / 1000.0) : factor;
    }

    /** As {@link #factor}, of a counter that stood at zero at a time in the range: nothing is stretched to before that. */
    private static double factorSince(long startMillis, RangeSeries range, long firstMillis, long lastMillis,
            int distances, boolean perSecond) {
        double sampled = (lastMillis - startMillis) / 1000.0;
        double between = distances == 0 ? 0 : (lastMillis - firstMillis) / 1000.0 / distances;
        double toEnd = (range.endMillis() - lastMillis) / 1000.0;
        if (toEnd >= between * 1.1) {
            toEnd = between / 2;
        }
        double factor = (sampled + toEnd) / sampled;
        return perSecond ? factor / (range.rangeMillis() / 1000.0) : factor;
    }

    /** Null when they do not fit together. */
    private static @Nullable FloatHistogram histogramChange(RangeSeries range, RangeCall call, boolean counter) {
        int lastIndex = range.histogramCount() - 1;
        FloatHistogram first = range.histogram(0);
        FloatHistogram last = range.histogram(lastIndex);
        if (counter && (isGauge(first) || isGauge(last))) {
            call.warn(NOT_COUNTER);
        }
        FloatHistogram second = range.histogram(1);
        if (counter && (range.isHistogramAnew(1) || second.isResetSince(first))) {
            // What was counted before a reset does not matter; nor in which buckets.
            first = second.emptied();
        }
        if (first.hasCustomBounds() != last.hasCustomBounds()) {
            call.warn(MIXED_SCHEMAS);
            return null;
        }
        int schema = Math.min(last.schema(), first.schema());
        for (int i = 1; counter && i < lastIndex; i++) {
            FloatHistogram one = range.histogram(i);
            if (isGauge(one)) {
                call.warn(NOT_COUNTER);
            }
            if (one.hasCustomBounds() != first.hasCustomBounds()) {
                call.warn(MIXED_SCHEMAS);
                return null;
            }
            schema = Math.min(schema, one.schema());
        }
        FloatHistogram.Sum difference = last.coarsened(schema).minus(first);
        if (difference == null) {
            call.warn(MIXED_SCHEMAS);
            return null;
        }
        if (difference.boundsReconciled()) {
            call.reconciled("subtraction");
        }
        FloatHistogram change = difference.histogram();
        if (counter) {
            change = withResets(range, call, change, first);
        } else if (!isGauge(range.histogram(0)) || !isGauge(last)) {
            call.warn(NOT_GAUGE);
        }
        return change == null ? null : change.with(CounterReset.GAUGE).compact();
    }

    private static @Nullable FloatHistogram withResets(RangeSeries range, RangeCall call, FloatHistogram change,
            FloatHistogram first) {
        FloatHistogram total = change;
        FloatHistogram previous = first;
        for (int i = 1; i < range.histogramCount(); i++) {
            FloatHistogram one = range.histogram(i);
            if (range.isHistogramAnew(i) || one.isResetSince(previous)) {
                FloatHistogram.Sum sum = total.plus(previous);
                if (sum == null) {
                    call.warn(MIXED_SCHEMAS);
                    return null;
                }
                if (sum.boundsReconciled()) {
                    call.reconciled("addition");
                }
                total = sum.histogram();
            }
            previous = one;
        }
        return total;
    }

    static boolean isGauge(FloatHistogram histogram) {
        return histogram.reset() == CounterReset.GAUGE;
    }

    /** The change from the last sample but one to the last. */
    private static double lastChange(RangeSeries range, RangeCall call, boolean perSecond) {
        if (range.count() + range.histogramCount() < 2) {
            return Column.ABSENT;
        }
        if (range.histogramCount() == 0) {
            return lastNumberChange(range, perSecond);
        }
        int newest = range.histogramCount() - 1;
        long newestNumber = range.count() == 0 ? Long.MIN_VALUE : range.times()[range.to() - 1];
        if (newest < 1 || newestNumber > range.histogramMillis(newest - 1)) {
            boolean twoNumbers = range.count() > 1
                    && range.times()[range.to() - 2] > range.histogramMillis(newest);
            if (twoNumbers) {
                return lastNumberChange(range, perSecond);
            }
            call.warn(MIXED);
            return Column.ABSENT;
        }
        FloatHistogram before = range.histogram(newest - 1);
        FloatHistogram now = range.histogram(newest);
        if (perSecond && (isGauge(now) || isGauge(before))) {
            call.warn(NOT_COUNTER);
        }
        if (!perSecond && (!isGauge(now) || !isGauge(before))) {
            call.warn(NOT_GAUGE);
        }
        FloatHistogram change = now;
        if (!perSecond || !(range.isHistogramAnew(newest) || now.isResetSince(before))) {
            FloatHistogram.Sum difference = now.minus(before);
            if (difference == null) {
                call.warn(MIXED_SCHEMAS);
                return Column.ABSENT;
            }
            if (difference.boundsReconciled()) {
                call.reconciled("subtraction");
            }
            change = difference.histogram();
        }
        change = change.with(CounterReset.GAUGE).compact();
        double seconds = (range.histogramMillis(newest) - range.histogramMillis(newest - 1)) / 1000.0;
        return range.give(perSecond ? change.dividedBy(seconds) : change);
    }

    private static double lastNumberChange(RangeSeries range, boolean perSecond) {
        int last = range.to() - 1;
        double before = range.values()[last - 1];
        double now = range.values()[last];
        if (!perSecond) {
            return now - before;
        }
        double change = now < before || range.isAnew(last) ? now : now - before;
        return change / ((range.times()[last] - range.times()[last - 1]) / 1000.0);
    }
}
