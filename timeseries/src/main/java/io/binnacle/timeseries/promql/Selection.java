package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Value.Column;

/** Evaluates instant selectors: matchers are resolved once, then the samples of one series after another are gone through. */
final class Selection {

    private static final double[] NO_VALUES = {};

    private final QueryContext context;
    private final RolledParts rolled;

    Selection(QueryContext context, RolledParts rolled) {
        this.context = context;
        this.rolled = rolled;
    }

    /** The values of a selector: at each step, the last sample that is not older than the lookback. */
    Value.Vector values(VectorSelector selector, Grid grid) {
        if (selector.extension() == Extension.SMOOTHED) {
            return new SmoothedSelection(selector, grid, context).values(series(selector.matchers()));
        }
        List<RolledParts.Part> parts = rolled.of(selector, grid);
        List<Column> columns = new ArrayList<>();
        for (RolledParts.Part part : parts) {
            List<Column> found = part.resolution() == null
                    ? samples(selector, part.grid())
                    : points(selector, part.grid(), part.resolution());
            if (!found.isEmpty()) {
                rolled.say(part, grid, selector.span());
            }
            columns.addAll(part.placed(found, grid));
        }
        return new Value.Vector(parts.size() == 1 ? columns : Value.merged(columns).columns());
    }

    /** The times of the samples that {@link #values} gives, in seconds. */
    Value.Vector times(VectorSelector selector, Grid grid) {
        return times(selector, grid, false);
    }

    /** As {@link #times}, of info metrics, which have numbers only. */
    Value.Vector infoTimes(VectorSelector selector, Grid grid) {
        return times(selector, grid, true);
    }

    private Value.Vector times(VectorSelector selector, Grid grid, boolean ofInfos) {
        List<Column> columns = new ArrayList<>();
        each(selector, grid, (series, buffer, window) -> {
            double[] times = Column.absent(series.labels(), grid.size()).values();
            for (int i = 0; i < times.length; i++) {
                window.slide(i);
                if (ofInfos && window.histogram() != null) {
                    throw QueryError.execution("info sample should be float");
                }
                if (window.hasNumber() || window.histogram() != null) {
                    times[i] = window.millis() / 1000.0;
                }
            }
            columns.add(new Column(series.labels(), times));
        });
        columns.removeIf(Column::isEmpty);
        return new Value.Vector(columns);
    }

    private List<Column> samples(VectorSelector selector, Grid grid) {
        return columns(selector, series(selector.matchers()), context.references(selector.timing(), grid),
                context.limits().lookback().toMillis());
    }

    private List<Column> points(VectorSelector selector, Grid grid, Resolution resolution) {
        return columns(selector, points(selector.matchers(), new Rollup(resolution, Aggregate.LAST)),
                context.references(selector.timing(), grid),
                Math.max(context.limits().lookback().toMillis(), resolution.millis()));
    }

    private List<Column> columns(VectorSelector selector, List<Series> series, long[] references, long lookback) {
        List<Column> columns = new ArrayList<>();
        for (Samples part : new SeriesScan(context).run(series, SeriesScan.PARTS_MAX,
                own -> new Samples(selector, references, lookback, own))) {
            columns.addAll(part.columns);
        }
        return columns;
    }

    /** The columns of some series. */
    private static final class Samples implements SeriesScan.Part {

        private final long[] references;
        private final QueryContext own;
        private final long lookback;
        private final ColumnMaker numbers;
        private final SampleBuffer buffer;
        private final List<Column> columns = new ArrayList<>();

        Samples(VectorSelector selector, long[] references, long lookback, QueryContext own) {
            this.references = references;
            this.own = own;
            this.lookback = lookback;
            this.numbers = new InstantColumn(references, lookback);
            this.buffer = own.buffer(selector);
        }

        @Override
        public void visit(Series series) {
            buffer.load(series, references[0] - lookback + 1, references[references.length - 1], own);
            double[] values = buffer.isEmpty() ? NO_VALUES : new double[references.length];
            if (buffer.histogramSize() > 0) {
                mixed(series, values);
            } else if (!buffer.isEmpty() && numbers.make(series, buffer, values)) {
                own.hold(values.length);
                columns.add(new Column(series.labels(), values));
            }
        }

        private void mixed(Series series, double[] values) {
            InstantWindow window = new InstantWindow(buffer, references, lookback);
            FloatHistogram[] histograms = new FloatHistogram[values.length];
            boolean any = false;
            long weight = 0;
            for (int i = 0; i < values.length; i++) {
                window.slide(i);
                values[i] = window.number();
                FloatHistogram histogram = window.histogram();
                if (histogram != null) {
                    histograms[i] = histogram;
                    weight += histogram.weight();
                }
                any |= histogram != null || window.hasNumber();
            }
            if (any) {
                own.hold(values.length + weight);
                columns.add(new Column(series.labels(), false, values, weight == 0 ? null : histograms));
            }
        }
    }

    private interface Visitor {
        void visit(Series series, SampleBuffer buffer, InstantWindow window);
    }

    private void each(VectorSelector selector, Grid grid, Visitor visitor) {
        long[] references = context.references(selector.timing(), grid);
        long lookback = context.limits().lookback().toMillis();
        SampleBuffer buffer = context.buffer(selector);
        for (Series series : series(selector.matchers())) {
            buffer.load(series, references[0] - lookback + 1, references[references.length - 1], context);
            if (!buffer.isEmpty()) {
                visitor.visit(series, buffer, new InstantWindow(buffer, references, lookback));
            }
        }
    }

    /** The series of a selector, and perhaps some that have no sample. */
    List<Series> series(List<Matcher> matchers) {
        long began = context.watch();
        List<Series> found = context.querier().candidates(matchers);
        if (found.size() > context.limits().seriesMax()) {
            found = context.querier().select(matchers);
            requireFew(found.size(), matchers);
        }
        context.findingTook(began);
        return found;
    }

    List<Series> points(List<Matcher> matchers, Rollup rollup) {
        long began = context.watch();
        List<Series> found = context.querier().select(matchers, rollup);
        context.findingTook(began);
        requireFew(found.size(), matchers);
        return found;
    }

    private void requireFew(int found, List<Matcher> matchers) {
        if (found > context.limits().seriesMax()) {
            throw QueryError.execution("the selector {" + matchers.stream().map(Matcher::toString).reduce(
                    (left, right) -> left + "," + right).orElse("") + "} matches " + found
                    + " series, more than the limit of " + context.limits().seriesMax() + " (promql.seriesMax)");
        }
    }
}
