package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesGrouping;
import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates the columns of {@link SeriesColumns} as they are made, so that one column a group is held and none a series, and
 * no series' labels are looked at one by one. It knows numbers only: histograms are left to {@link Aggregation}.
 */
final class StreamedAggregation {

    private static final Set<String> OPERATORS = Set.of("sum", "avg", "count", "group", "min", "max", "stddev",
            "stdvar");
    /** Each part has all its groups. */
    private static final int PARTS_MAX = 4;

    private final Aggregate aggregate;
    private final SeriesColumns columns;
    private final int size;
    private final QueryContext context;
    private final AtomicBoolean histograms = new AtomicBoolean();
    /** How many columns there were. */
    private int made;

    private StreamedAggregation(Aggregate aggregate, SeriesColumns columns, int size, QueryContext context) {
        this.aggregate = aggregate;
        this.columns = columns;
        this.size = size;
        this.context = context;
    }

    /** Null when it is not for this class to evaluate. */
    static Value.@Nullable Vector of(Aggregate aggregate, Grid grid, Evaluation evaluation) {
        QueryContext context = evaluation.context();
        if (!OPERATORS.contains(aggregate.operator()) || context.features().delayedNameRemoval()
                || context.features().typeAndUnitLabels()) {
            return null;
        }
        SeriesColumns columns = SeriesColumns.of(aggregate.inner(), grid, evaluation);
        // Series of several metrics may be the same series once the name is gone: that is an error, which labels must tell.
        if (columns == null || (columns.renames() && columns.source().selector().metric().isEmpty())) {
            return null;
        }
        SeriesColumns.Source source = columns.source();
        StreamedAggregation streamed = new StreamedAggregation(aggregate, columns, grid.size(), context);
        QueryTrace trace = context.trace();
        QueryTrace.Mark mark = trace == null ? null : trace.begin(aggregate.inner(), grid, context);
        Value.Vector result = streamed.groups(evaluation.selection());
        if (trace != null && mark != null && result == null) {
            trace.forget(mark);
        } else if (trace != null && mark != null) {
            trace.end(mark, streamed.made, context);
        }
        if (streamed.made > 0 && source.resolution() != null) {
            evaluation.rolled().say(source.resolution(), source.span());
        }
        return result;
    }

    private Value.@Nullable Vector groups(Selection selection) {
        List<Series> series = columns.source().series(selection);
        List<Part> parts = new SeriesScan(context).run(series, PARTS_MAX, Part::new);
        if (histograms.get()) {
            return null;
        }
        Map<Labels, StepAggregate> groups = new LinkedHashMap<>();
        for (Part part : parts) {
            if (columns.renames() && (part.grouping.hasMet("__type__") || part.grouping.hasMet("__unit__"))) {
                return null;
            }
            made += part.made;
            for (int i = 0; i < part.groups.size(); i++) {
                StepAggregate ofPart = part.groups.get(i);
                StepAggregate same = groups.putIfAbsent(part.grouping.labels(i), ofPart);
                if (same != null) {
                    same.addAll(ofPart);
                }
            }
        }
        List<Column> results = new ArrayList<>(groups.size());
        groups.forEach((labels, group) -> {
            context.hold(size);
            results.add(new Column(labels, group.values()));
        });
        return new Value.Vector(results);
    }

    private final class Part implements SeriesScan.Part {

        private final QueryContext own;
        private final ColumnMaker maker;
        private final SeriesGrouping grouping;
        private final SampleBuffer buffer = new SampleBuffer();
        private final double[] values = new double[size];
        private final List<StepAggregate> groups = new ArrayList<>();
        private int made;

        Part(QueryContext own) {
            this.own = own;
            this.maker = columns.makers().apply(own);
            this.grouping = own.reader().grouping(new Grouping(aggregate).choice(columns.renames()));
        }

        @Override
        public void visit(Series series) {
            if (histograms.get()) {
                return;
            }
            buffer.load(series, columns.source().minMillis(), columns.source().maxMillis(), own);
            if (buffer.histogramSize() > 0) {
                histograms.set(true);
                return;
            }
            if (columns.ofRange()) {
                buffer.dropAbsent();
            }
            if (!buffer.isEmpty() && maker.make(series, buffer, values)) {
                int group = grouping.group(series);
                if (group == groups.size()) {
                    own.requireRoom((long) size * (groups.size() + 1));
                    groups.add(StepAggregate.of(aggregate.operator(), size));
                }
                groups.get(group).add(values);
                made++;
            }
        }
    }
}
