package io.binnacle.timeseries.promql;

import java.util.Arrays;
import java.util.Map;

import io.binnacle.timeseries.promql.Value.Column;

/** A function of the samples of one range; {@link Column#ABSENT} when it has no value there. */
interface RangeKernel {

    /** @param range at a step where it holds at least one sample */
    double apply(RangeSeries range);

    /** Those without a parameter, by name. */
    Map<String, RangeKernel> BY_NAME = Map.ofEntries(
            Map.entry("rate", range -> extrapolated(range, true, true)),
            Map.entry("increase", range -> extrapolated(range, true, false)),
            Map.entry("delta", range -> extrapolated(range, false, false)),
            Map.entry("irate", range -> instantaneous(range, true)),
            Map.entry("idelta", range -> instantaneous(range, false)),
            Map.entry("deriv", range -> range.count() < 2
                    ? Column.ABSENT
                    : LinearRegression.of(range, range.times()[range.from()]).slope()),
            Map.entry("sum_over_time", RangeKernel::sum),
            Map.entry("avg_over_time", RangeKernel::average),
            Map.entry("min_over_time", range -> extreme(range, true)),
            Map.entry("max_over_time", range -> extreme(range, false)),
            Map.entry("count_over_time", RangeSeries::count),
            Map.entry("present_over_time", range -> 1),
            Map.entry("last_over_time", range -> range.values()[range.to() - 1]),
            Map.entry("first_over_time", range -> range.values()[range.from()]),
            Map.entry("stdvar_over_time", RangeKernel::variance),
            Map.entry("stddev_over_time", range -> Math.sqrt(variance(range))),
            Map.entry("mad_over_time", RangeKernel::medianDeviation),
            Map.entry("changes", RangeKernel::changes),
            Map.entry("resets", RangeKernel::resets));

    /**
     * Prometheus' extrapolation: the change between the first and last sample, stretched to the edges of the range, but
     * not further than half a sample's distance where the series seems to begin or end, nor below a counter's zero.
     */
    private static double extrapolated(RangeSeries range, boolean counter, boolean perSecond) {
        if (range.count() < 2) {
            return Column.ABSENT;
        }
        double[] values = range.values();
        int from = range.from();
        int last = range.to() - 1;
        double change = values[last] - values[from];
        if (counter) {
            double previous = values[from];
            for (int i = from + 1; i <= last; i++) {
                if (values[i] < previous) {
                    change += previous;
                }
                previous = values[i];
            }
        }
        long first = range.times()[from];
        double toStart = (first - (range.endMillis() - range.rangeMillis())) / 1000.0;
        double toEnd = (range.endMillis() - range.times()[last]) / 1000.0;
        double sampled = (range.times()[last] - first) / 1000.0;
        double between = sampled / (range.count() - 1);
        double threshold = between * 1.1;
        if (toStart >= threshold) {
            toStart = between / 2;
        }
        if (counter && change > 0 && values[from] >= 0) {
            toStart = Math.min(toStart, sampled * (values[from] / change));
        }
        if (toEnd >= threshold) {
            toEnd = between / 2;
        }
        double factor = (sampled + toStart + toEnd) / sampled;
        if (perSecond) {
            factor /= range.rangeMillis() / 1000.0;
        }
        return change * factor;
    }

    private static double instantaneous(RangeSeries range, boolean perSecond) {
        if (range.count() < 2) {
            return Column.ABSENT;
        }
        int last = range.to() - 1;
        double before = range.values()[last - 1];
        double now = range.values()[last];
        if (!perSecond) {
            return now - before;
        }
        double change = now < before ? now : now - before;
        return change / ((range.times()[last] - range.times()[last - 1]) / 1000.0);
    }

    private static double sum(RangeSeries range) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = range.from(); i < range.to(); i++) {
            sum.add(range.values()[i]);
        }
        return sum.value();
    }

    private static double average(RangeSeries range) {
        CompensatedMean mean = new CompensatedMean();
        for (int i = range.from(); i < range.to(); i++) {
            mean.add(range.values()[i]);
        }
        return mean.value();
    }

    private static double extreme(RangeSeries range, boolean least) {
        double found = range.values()[range.from()];
        for (int i = range.from() + 1; i < range.to(); i++) {
            double value = range.values()[i];
            if ((least ? value < found : value > found) || Double.isNaN(found)) {
                found = value;
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

    private static double changes(RangeSeries range) {
        int changes = 0;
        for (int i = range.from() + 1; i < range.to(); i++) {
            double before = range.values()[i - 1];
            double now = range.values()[i];
            if (now != before && !(Double.isNaN(now) && Double.isNaN(before))) {
                changes++;
            }
        }
        return changes;
    }

    private static double resets(RangeSeries range) {
        int resets = 0;
        for (int i = range.from() + 1; i < range.to(); i++) {
            if (range.values()[i] < range.values()[i - 1]) {
                resets++;
            }
        }
        return resets;
    }
}
