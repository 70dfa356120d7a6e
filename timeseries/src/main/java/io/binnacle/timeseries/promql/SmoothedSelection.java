package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates {@code smoothed} instant selectors: between the samples around each step, both within the lookback; from there on,
 * the last one.
 */
final class SmoothedSelection {

    private final QueryContext context;
    private final VectorSelector selector;
    private final long[] references;
    private final long lookback;
    private final SampleBuffer buffer = new SampleBuffer();

    SmoothedSelection(VectorSelector selector, Grid grid, QueryContext context) {
        this.context = context;
        this.selector = selector;
        this.references = context.references(selector.timing(), grid);
        this.lookback = context.limits().lookback().toMillis();
    }

    Value.Vector values(List<Series> series) {
        List<Column> columns = new ArrayList<>();
        for (Series one : series) {
            buffer.load(one, references[0] - lookback + 1, references[references.length - 1] + lookback, context);
            buffer.dropAbsent();
            Column column = column(one);
            if (!column.isEmpty()) {
                context.hold(references.length + weight(column));
                columns.add(column);
            }
        }
        return new Value.Vector(columns);
    }

    private static long weight(Column column) {
        long weight = 0;
        for (int i = 0; column.hasHistograms() && i < column.values().length; i++) {
            FloatHistogram histogram = column.histogram(i);
            weight += histogram == null ? 0 : histogram.weight();
        }
        return weight;
    }

    private Column column(Series series) {
        double[] values = Column.absent(series.labels(), references.length).values();
        FloatHistogram[] histograms = buffer.histogramSize() == 0 ? null : new FloatHistogram[references.length];
        Around numbersAround = new Around(buffer.times(), buffer.size());
        Around histogramsAround = new Around(buffer.histogramTimes(), buffer.histogramSize());
        for (int i = 0; i < references.length; i++) {
            numbersAround.slide(references[i]);
            histogramsAround.slide(references[i]);
            if (histograms == null || !histogramsAround.any()) {
                values[i] = number(numbersAround);
            } else if (numbersAround.any()) {
                context.warn(Remarks.mixedFloatsAndHistograms(series.labels().metricName()), selector.span());
            } else {
                FloatHistogram histogram = histogram(series, histogramsAround);
                if (histogram != null) {
                    histograms[i] = histogram;
                }
            }
        }
        return new Column(series.labels(), false, values, histograms);
    }

    private double number(Around around) {
        double[] values = buffer.values();
        if (around.isAtNext()) {
            return values[around.next];
        }
        if (!around.hasPrevious) {
            return Column.ABSENT;
        }
        double previous = values[around.next - 1];
        return around.hasNext
                ? previous + (values[around.next] - previous) * around.passed() / around.distance()
                : previous;
    }

    private @Nullable FloatHistogram histogram(Series series, Around around) {
        @Nullable
        FloatHistogram[] histograms = buffer.histograms();
        if (around.isAtNext()) {
            return histograms[around.next];
        }
        FloatHistogram previous = around.hasPrevious ? histograms[around.next - 1] : null;
        FloatHistogram next = around.hasNext ? histograms[around.next] : null;
        if (previous == null || next == null) {
            return previous;
        }
        boolean counter = !RateKernels.isGauge(previous) && !RateKernels.isGauge(next);
        FloatHistogram between = previous.hasCustomBounds() != next.hasCustomBounds()
                ? null
                : ExtendedHistogramRange.between(previous, next, around.passed() / around.distance(), counter,
                        operation -> context.inform(Remarks.reconciledBounds(operation), selector.span()));
        if (between == null) {
            context.warn(Remarks.mixedSchemas(series.labels().metricName()), selector.span());
        }
        return between;
    }

    /** The samples around one time after another. */
    private final class Around {

        private final long[] times;
        private final int size;
        private int next;
        private boolean hasPrevious;
        private boolean hasNext;
        private long reference;

        Around(long[] times, int size) {
            this.times = times;
            this.size = size;
        }

        void slide(long to) {
            reference = to;
            while (next < size && times[next] < to) {
                next++;
            }
            hasPrevious = next > 0 && times[next - 1] > to - lookback;
            hasNext = next < size && times[next] <= to + lookback;
        }

        boolean any() {
            return hasPrevious || hasNext;
        }

        boolean isAtNext() {
            return hasNext && times[next] == reference;
        }

        double passed() {
            return reference - times[next - 1];
        }

        double distance() {
            return times[next] - times[next - 1];
        }
    }
}
