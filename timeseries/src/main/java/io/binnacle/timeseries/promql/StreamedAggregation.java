package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates the columns of {@link SeriesColumns} as they are made, so that one column a group is held, or k of them, and none a
 * series, and no series' labels are looked at one by one. It knows numbers only: histograms are left to {@link Aggregation}.
 */
final class StreamedAggregation {

    private static final Set<String> TOTALS = Set.of("sum", "avg", "count", "group", "min", "max", "stddev", "stdvar");
    private static final Set<String> RANKINGS = Set.of("topk", "bottomk", "limitk");

    private final Aggregate aggregate;
    private final SeriesColumns columns;
    private final int size;
    private final QueryContext context;
    /** How many columns there were. */
    private int made;

    private StreamedAggregation(Aggregate aggregate, SeriesColumns columns, int size, QueryContext context) {
        this.aggregate = aggregate;
        this.columns = columns;
        this.size = size;
        this.context = context;
    }

    /**
     * Null when it is not for this class to evaluate.
     *
     * @param numbers the parameter at each step; null without one
     */
    static Value.@Nullable Vector of(Aggregate aggregate, double @Nullable [] numbers, Grid grid,
            Evaluation evaluation) {
        QueryContext context = evaluation.context();
        if (!isKnown(aggregate.operator()) || context.features().delayedNameRemoval()
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
        List<Series> series = source.series(evaluation.selection());
        Value.Vector result = numbers == null ? streamed.totals(series) : streamed.ranked(series, numbers);
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

    private static boolean isKnown(String operator) {
        return TOTALS.contains(operator) || RANKINGS.contains(operator);
    }

    private <G extends GroupedScan.Group<G>> @Nullable Map<Labels, G> groups(List<Series> series,
            Function<QueryContext, G> begin) {
        GroupedScan<G> scan = new GroupedScan<>(aggregate, columns, size, begin);
        Map<Labels, G> groups = scan.run(series, context);
        made = scan.made();
        return groups;
    }

    private Value.@Nullable Vector totals(List<Series> series) {
        Map<Labels, StepAggregate> groups = groups(series, own -> StepAggregate.of(aggregate.operator(), size));
        if (groups == null) {
            return null;
        }
        List<Column> results = new ArrayList<>(groups.size());
        groups.forEach((labels, group) -> {
            context.hold(size);
            results.add(new Column(labels, group.values()));
        });
        return new Value.Vector(results);
    }

    private Value.@Nullable Vector ranked(List<Series> series, double[] ks) {
        RankedAggregation.requireCounts(ks);
        if (Arrays.stream(ks).max().orElse(0) > series.size() / 2.0) {
            // Where most numbers are kept, holding the columns takes less.
            return null;
        }
        StepRanking.Order order = StepRanking.Order.of(aggregate.operator());
        Map<Labels, StepRanking> groups = groups(series, own -> new StepRanking(order, ks, own));
        if (groups == null) {
            return null;
        }
        List<Column> results = new ArrayList<>();
        for (StepRanking group : groups.values()) {
            context.checkpoint();
            for (ResultColumn column : group.columns(place -> series.get(place).labels())) {
                results.add(columns.renames() ? column.column().withoutName() : column.column());
            }
        }
        return new Value.Vector(results);
    }
}
