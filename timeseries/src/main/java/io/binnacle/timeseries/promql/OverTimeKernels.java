package io.binnacle.timeseries.promql;

import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramTotal;
import io.binnacle.timeseries.promql.Value.Column;

/** The functions {@code ..._over_time}: what aggregations are over series, these are over time. */
final class OverTimeKernels {

    private static final UnaryOperator<String> IGNORED = Remarks::ignoredHistograms;
    private static final UnaryOperator<String> MIXED = Remarks::mixedFloatsAndHistograms;
    private static final UnaryOperator<String> MIXED_SCHEMAS = Remarks::mixedSchemas;

    private OverTimeKernels() {
    }

    static final Map<String, RangeKernel> BY_NAME = Map.ofEntries(
            Map.entry("sum_over_time", (range, call) -> total(range, call, false)),
            Map.entry("avg_over_time", (range, call) -> total(range, call, true)),
            Map.entry("min_over_time", numbers(range -> range.values()[extreme(range, true, false)])),
            Map.entry("max_over_time", numbers(range -> range.values()[extreme(range, false, false)])),
            Map.entry("ts_of_min_over_time", numbers(range -> range.times()[extreme(range, true, true)] / 1000.0)),
            Map.entry("ts_of_max_over_time", numbers(range -> range.times()[extreme(range, false, true)] / 1000.0)),
            Map.entry("stdvar_over_time", numbers(OverTimeKernels::variance)),
            Map.entry("stddev_over_time", numbers(range -> Math.sqrt(variance(range)))),
            Map.entry("mad_over_time", numbers(OverTimeKernels::medianDeviation)),
            Map.entry("quantile_over_time", OverTimeKernels::quantile),
            Map.entry("count_over_time", (range, call) -> range.count() + range.histogramCount()),
            Map.entry("present_over_time", (range, call) -> 1),
            Map.entry("first_over_time", (range, call) -> first(range)),
            Map.entry("last_over_time", (range, call) -> last(range)),
            Map.entry("ts_of_first_over_time", (range, call) -> firstMillis(range) / 1000.0),
            Map.entry("ts_of_last_over_time", (range, call) -> lastMillis(range) / 1000.0));

    private interface OfNumbers {
        double apply(RangeSeries range);
    }

    /** A kernel that looks at numbers alone, and says so when there are histograms beside them. */
    private static RangeKernel numbers(OfNumbers kernel) {
        return (range, call) -> {
            if (range.count() == 0) {
                return Column.ABSENT;
            }
            if (range.histogramCount() > 0) {
                call.inform(IGNORED);
            }
            return kernel.apply(range);
        };
    }

    private static double total(RangeSeries range, RangeCall call, boolean mean) {
        if (range.histogramCount() == 0) {
            return mean
                    ? CompensatedMean.of(range.values(), range.from(), range.to())
                    : CompensatedSum.of(range.values(), range.from(), range.to());
        }
        if (range.count() > 0) {
            call.warn(MIXED);
            return Column.ABSENT;
        }
        HistogramTotal total = new HistogramTotal(range.histogram(0));
        for (int i = 1; i < range.histogramCount(); i++) {
            FloatHistogram next = range.histogram(i);
            if (!(mean ? total.addToMean(next) : total.add(next))) {
                call.warn(MIXED_SCHEMAS);
                return Column.ABSENT;
            }
        }
        if (total.resetsCollide()) {
            call.collidingResets();
        }
        if (total.boundsReconciled()) {
            call.reconciled("aggregation");
        }
        return range.give(mean ? total.mean() : total.sum());
    }

    /** The index of the least or greatest number. */
    private static int extreme(RangeSeries range, boolean least, boolean newest) {
        int found = range.from();
        for (int i = range.from() + 1; i < range.to(); i++) {
            double value = range.values()[i];
            double best = range.values()[found];
            if ((least ? value < best : value > best) || Double.isNaN(best) || (newest && value == best)) {
                found = i;
            }
        }
        return found;
    }

    private static double variance(RangeSeries range) {
        CompensatedSum mean = new CompensatedSum();
        CompensatedSum squares = new CompensatedSum();
        double count = 0;
        for (int i = range.from(); i < range.to(); i++) {
            count++;
            double value = range.values()[i];
            double distance = value - mean.value();
            mean.add(distance / count);
            squares.add(distance * (value - mean.value()));
        }
        return squares.value() / count;
    }

    private static double medianDeviation(RangeSeries range) {
        double[] values = Arrays.copyOfRange(range.values(), range.from(), range.to());
        for (double value : values) {
            if (Double.isNaN(value)) {
                return Double.NaN;
            }
        }
        double median = Quantile.of(0.5, values, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        return Quantile.of(0.5, values, values.length);
    }

    private static double quantile(RangeSeries range, RangeCall call) {
        if (range.count() == 0) {
            return Column.ABSENT;
        }
        double q = call.scalar(0, range.step());
        Expression argument = call.call().arguments().getFirst();
        if (!Quantile.isValid(q)) {
            Quantile.warn(call.context(), q, argument.span());
        }
        if (range.histogramCount() > 0) {
            call.context().inform(Remarks.ignoredHistograms(call.metric()), argument.span());
        }
        return Quantile.of(q, Arrays.copyOfRange(range.values(), range.from(), range.to()), range.count());
    }

    private static double first(RangeSeries range) {
        boolean histogram = range.histogramCount() > 0
                && (range.count() == 0 || range.histogramMillis(0) <= range.times()[range.from()]);
        return histogram ? range.give(range.histogram(0)) : range.values()[range.from()];
    }

    private static double last(RangeSeries range) {
        int newest = range.histogramCount() - 1;
        boolean histogram = newest >= 0
                && (range.count() == 0 || range.histogramMillis(newest) >= range.times()[range.to() - 1]);
        return histogram ? range.give(range.histogram(newest)) : range.values()[range.to() - 1];
    }

    private static long firstMillis(RangeSeries range) {
        return Math.min(range.count() == 0 ? Long.MAX_VALUE : range.times()[range.from()],
                range.histogramCount() == 0 ? Long.MAX_VALUE : range.histogramMillis(0));
    }

    private static long lastMillis(RangeSeries range) {
        return Math.max(range.count() == 0 ? Long.MIN_VALUE : range.times()[range.to() - 1],
                range.histogramCount() == 0
                        ? Long.MIN_VALUE
                        : range.histogramMillis(range.histogramCount() - 1));
    }
}
