package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatText;
import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Value.Column;

/**
 * Aggregations that leave some elements of each group as they are: {@code topk}, {@code bottomk}, {@code limitk},
 * {@code limit_ratio}. All columns are held; {@link StepRanking} is for where that need not be.
 */
final class RankedAggregation {

    private final Aggregate aggregate;
    private final QueryContext context;
    private final int size;

    RankedAggregation(Aggregate aggregate, QueryContext context, int size) {
        this.aggregate = aggregate;
        this.context = context;
        this.size = size;
    }

    Value of(Value.Vector input, double[] parameters) {
        if (aggregate.operator().equals("limit_ratio")) {
            for (double ratio : parameters) {
                requireRatio(ratio);
            }
        } else {
            requireCounts(parameters);
        }
        List<Column> results = new ArrayList<>();
        for (List<Column> members : new Grouping(aggregate).groups(input.columns()).values()) {
            context.checkpoint();
            context.hold((long) size * members.size());
            results.addAll(switch (aggregate.operator()) {
                case "limit_ratio" -> sampled(members, parameters);
                case "limitk" -> first(members, parameters);
                default -> best(members, parameters, aggregate.operator().equals("topk"));
            });
        }
        return new Value.Vector(results);
    }

    static void requireCounts(double[] ks) {
        for (double k : ks) {
            if (Double.isNaN(k)) {
                throw QueryError.execution("Parameter value is NaN");
            }
            if (k >= 0x1p63) {
                throw QueryError.execution("Scalar value " + FloatText.shortest(k) + " overflows int64");
            }
            if (k <= -0x1p63) {
                throw QueryError.execution("Scalar value " + FloatText.shortest(k) + " underflows int64");
            }
        }
    }

    private void requireRatio(double ratio) {
        if (Double.isNaN(ratio)) {
            throw QueryError.execution("Ratio value is NaN");
        }
        if (Math.abs(ratio) > 1 && aggregate.parameter() != null) {
            context.warn("ratio value should be between -1 and 1, got " + FloatText.shortest(ratio) + ", capping to "
                    + (ratio > 0 ? "1" : "-1"), aggregate.parameter().span());
        }
    }

    private List<ResultColumn> results(List<Column> members) {
        List<ResultColumn> results = new ArrayList<>(members.size());
        for (Column member : members) {
            ResultColumn result = new ResultColumn(member.labels(), size);
            result.dropName(member.dropsName());
            results.add(result);
        }
        return results;
    }

    private static List<Column> columns(List<ResultColumn> results) {
        List<Column> columns = new ArrayList<>();
        for (ResultColumn result : results) {
            if (!result.isEmpty()) {
                columns.add(result.column());
            }
        }
        return columns;
    }

    /** The k greatest or least numbers; of one instant in order of rank. NaN ranks last, histograms have no rank. */
    private List<Column> best(List<Column> members, double[] ks, boolean greatest) {
        List<ResultColumn> results = results(members);
        List<Integer> order = new ArrayList<>();
        for (int step = 0; step < size; step++) {
            context.checkpoint();
            order = order(members, step, greatest);
            for (int rank = 0; rank < order.size() && rank < (long) ks[step]; rank++) {
                int member = order.get(rank);
                results.get(member).copy(step, members.get(member));
            }
        }
        return columns(size == 1 ? order.stream().map(results::get).toList() : results);
    }

    private List<Integer> order(List<Column> members, int step, boolean greatest) {
        List<Integer> present = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).hasNumber(step)) {
                present.add(i);
            } else if (members.get(i).has(step)) {
                context.inform("ignored histogram in " + aggregate.operator() + " aggregation", aggregate.span());
            }
        }
        Comparator<Integer> byValue = (left, right) -> SortFunctions.compare(members.get(left).values()[step],
                members.get(right).values()[step], greatest);
        present.sort(byValue);
        return present;
    }

    private List<Column> first(List<Column> members, double[] ks) {
        List<ResultColumn> results = results(members);
        for (int step = 0; step < size; step++) {
            context.checkpoint();
            long left = (long) ks[step];
            for (int i = 0; i < members.size() && left > 0; i++) {
                if (members.get(i).has(step)) {
                    results.get(i).copy(step, members.get(i));
                    left--;
                }
            }
        }
        return columns(results);
    }

    /** Each series has a place between 0 and 1 by its labels; a negative ratio takes those that its complement leaves. */
    private List<Column> sampled(List<Column> members, double[] ratios) {
        List<ResultColumn> results = results(members);
        for (int i = 0; i < members.size(); i++) {
            double place = place(members.get(i).labels());
            for (int step = 0; step < size; step++) {
                double ratio = ratios[step];
                if (members.get(i).has(step) && (ratio >= 0 ? place < ratio : place >= 1 + ratio)) {
                    results.get(i).copy(step, members.get(i));
                }
            }
        }
        return columns(results);
    }

    /** The same in every process: made of the texts, and spread by the finalizer of MurmurHash3. */
    private static double place(Labels labels) {
        long hash = 0;
        for (Label label : labels) {
            hash = hash * 1_000_003 + label.name().hashCode();
            hash = hash * 1_000_003 + label.value().hashCode();
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return (hash >>> 11) * 0x1p-53;
    }
}
