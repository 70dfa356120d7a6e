package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.ValueType;
import io.binnacle.timeseries.promql.QueryResult.MatrixSeries;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;
import io.binnacle.timeseries.promql.Value.Column;

/** Makes answers of values: names that were to go at the end go here. */
final class Results {

    private Results() {
    }

    static QueryResult instant(Evaluation evaluation, Expression expression, Grid grid) {
        QueryContext context = evaluation.context();
        if (expression.type() == ValueType.MATRIX) {
            return ranges(evaluation, expression, grid);
        }
        long millis = grid.startMillis();
        return switch (evaluation.evaluate(expression, grid)) {
            case Value.Scalar scalar -> new QueryResult.Scalar(millis, scalar.values()[0],
                    context.remarks().warnings(), context.remarks().infos());
            case Value.Text text ->
                new QueryResult.Text(millis, text.value(), context.remarks().warnings(), context.remarks().infos());
            case Value.Vector vector -> {
                List<VectorSample> samples = new ArrayList<>();
                for (Column column : named(vector.columns())) {
                    FloatHistogram histogram = column.histogram(0);
                    if (column.has(0)) {
                        samples.add(new VectorSample(column.labels(), millis,
                                histogram == null ? column.values()[0] : 0, histogram));
                    }
                }
                yield new QueryResult.Vector(samples, context.remarks().warnings(), context.remarks().infos());
            }
        };
    }

    private static List<Column> named(List<Column> columns) {
        if (columns.stream().noneMatch(Column::dropsName)) {
            return columns;
        }
        return Value.merged(columns.stream().map(column -> column.dropsName() ? column.withoutName() : column)
                .toList()).columns();
    }

    private static QueryResult ranges(Evaluation evaluation, Expression expression, Grid grid) {
        Extension extension = expression.unwrapped() instanceof MatrixSelector selector
                ? selector.vector().extension()
                : Extension.NONE;
        List<MatrixSeries> found = new ArrayList<>();
        evaluation.ranges(expression, grid, (of, dropsName, series) -> {
            if (series.slide()) {
                evaluation.context().hold(series.count());
                Labels labels = dropsName ? new Column(of, new double[0]).withoutName().labels() : of;
                MatrixSeries one = extension == Extension.NONE
                        ? range(labels, series)
                        : extended(labels, series, extension);
                if (one.epochMillis().length + one.histogramMillis().length > 0) {
                    found.add(one);
                }
            }
        });
        return matrix(found, evaluation.context());
    }

    private static MatrixSeries range(Labels labels, RangeSeries series) {
        long[] millis = new long[series.histogramCount()];
        FloatHistogram[] histograms = new FloatHistogram[millis.length];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = series.histogramMillis(i);
            histograms[i] = series.histogram(i);
        }
        return new MatrixSeries(labels, Arrays.copyOfRange(series.times(), series.from(), series.to()),
                Arrays.copyOfRange(series.values(), series.from(), series.to()), millis, histograms);
    }

    private static MatrixSeries extended(Labels labels, RangeSeries series, Extension extension) {
        if (series.histogramCount() > 0) {
            throw QueryError.execution((extension == Extension.SMOOTHED ? "smoothed" : "anchored")
                    + " modifier is not supported with histograms");
        }
        SampleBuffer samples = ExtendedRange.samples(series, extension == Extension.SMOOTHED);
        return new MatrixSeries(labels, Arrays.copyOf(samples.times(), samples.size()),
                Arrays.copyOf(samples.values(), samples.size()));
    }

    private static QueryResult matrix(List<MatrixSeries> series, QueryContext context) {
        series.sort(Comparator.comparing(MatrixSeries::labels, Labels.ORDER));
        for (int i = 1; i < series.size(); i++) {
            if (series.get(i).labels().equals(series.get(i - 1).labels())) {
                throw QueryError.execution("vector cannot contain metrics with the same labelset");
            }
        }
        return new QueryResult.Matrix(series, context.remarks().warnings(), context.remarks().infos());
    }

    static QueryResult range(Value value, Grid grid, QueryContext context) {
        List<Column> columns = switch (value) {
            case Value.Scalar scalar -> List.of(new Column(Labels.empty(), scalar.values()));
            case Value.Vector vector -> named(vector.columns());
            case Value.Text text -> throw new BugException("a text: " + text);
        };
        List<MatrixSeries> series = new ArrayList<>(columns.size());
        long[] times = times(grid);
        SampleBuffer buffer = new SampleBuffer();
        for (Column column : columns) {
            if (isWhole(column)) {
                // Most are: that way an answer of any size holds its numbers, and nothing beside.
                series.add(new MatrixSeries(column.labels(), times, column.values()));
                continue;
            }
            buffer.load(column, grid);
            if (!buffer.isEmpty()) {
                series.add(held(column.labels(), buffer));
            }
        }
        return matrix(series, context);
    }

    private static long[] times(Grid grid) {
        long[] times = new long[grid.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = grid.time(i);
        }
        return times;
    }

    /** Whether there is a number at each time. */
    private static boolean isWhole(Column column) {
        for (double value : column.values()) {
            if (Column.isAbsent(value)) {
                return false;
            }
        }
        return true;
    }

    private static MatrixSeries held(Labels labels, SampleBuffer buffer) {
        FloatHistogram[] histograms = new FloatHistogram[buffer.histogramSize()];
        for (int i = 0; i < histograms.length; i++) {
            histograms[i] = Objects.requireNonNull(buffer.histograms()[i]);
        }
        return new MatrixSeries(labels, Arrays.copyOf(buffer.times(), buffer.size()),
                Arrays.copyOf(buffer.values(), buffer.size()),
                Arrays.copyOf(buffer.histogramTimes(), buffer.histogramSize()), histograms);
    }
}
