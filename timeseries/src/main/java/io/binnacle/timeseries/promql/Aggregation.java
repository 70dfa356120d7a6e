package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Evaluates aggregations: groups are made once from the labels, then each group's columns are gone through by step. */
final class Aggregation {

    private final QueryContext context;

    Aggregation(QueryContext context) {
        this.context = context;
    }

    /**
     * @param numbers the parameter at each step, of those that have a number
     * @param text the parameter of {@code count_values}
     */
    Value evaluate(Aggregate aggregate, Value.Vector input, double @Nullable [] numbers, String text, int size) {
        String operator = aggregate.operator();
        switch (operator) {
            case "topk", "bottomk" -> {
                return ranked(aggregate, input, required(numbers), size);
            }
            case "count_values" -> {
                return countValues(aggregate, input, text, size);
            }
            case "limitk", "limit_ratio" -> throw QueryError.unsupported("the aggregation " + operator);
            case "quantile" -> {
                for (double q : required(numbers)) {
                    if (!Quantile.isValid(q) && aggregate.parameter() != null) {
                        context.warn("quantile value should be between 0 and 1, got " + NumberText.format(q),
                                aggregate.parameter().span());
                    }
                }
            }
            default -> {
                // needs no parameter
            }
        }
        List<Column> columns = new ArrayList<>();
        groups(aggregate, input).forEach((labels, members) -> {
            context.checkpoint();
            Column column = Column.absent(labels, size);
            double[] gathered = new double[members.size()];
            for (int i = 0; i < size; i++) {
                int count = gather(members, i, gathered);
                if (count > 0) {
                    column.values()[i] = operator.equals("quantile")
                            ? Quantile.of(required(numbers)[i], gathered, count)
                            : combined(operator, gathered, count);
                }
            }
            context.hold(size);
            columns.add(column);
        });
        return new Value.Vector(columns);
    }

    private static double[] required(double @Nullable [] numbers) {
        if (numbers == null) {
            throw new BugException("an aggregation without its parameter");
        }
        return numbers;
    }

    private static int gather(List<Column> members, int step, double[] gathered) {
        int count = 0;
        for (Column member : members) {
            double value = member.values()[step];
            if (!Column.isAbsent(value)) {
                gathered[count++] = value;
            }
        }
        return count;
    }

    private static double combined(String operator, double[] values, int count) {
        return switch (operator) {
            case "count" -> count;
            case "group" -> 1;
            case "sum" -> {
                CompensatedSum sum = new CompensatedSum();
                for (int i = 0; i < count; i++) {
                    sum.add(values[i]);
                }
                yield sum.value();
            }
            case "avg" -> {
                CompensatedMean mean = new CompensatedMean();
                for (int i = 0; i < count; i++) {
                    mean.add(values[i]);
                }
                yield mean.value();
            }
            case "min" -> extreme(values, count, true);
            case "max" -> extreme(values, count, false);
            case "stdvar" -> variance(values, count);
            case "stddev" -> Math.sqrt(variance(values, count));
            default -> throw new BugException("no aggregation " + operator);
        };
    }

    private static double extreme(double[] values, int count, boolean least) {
        double found = values[0];
        for (int i = 1; i < count; i++) {
            if ((least ? values[i] < found : values[i] > found) || Double.isNaN(found)) {
                found = values[i];
            }
        }
        return found;
    }

    /** Welford's method; a first value that is no finite number makes the result none either. */
    private static double variance(double[] values, int count) {
        double mean = values[0];
        double squares = Double.isFinite(values[0]) ? 0 : Double.NaN;
        for (int i = 1; i < count; i++) {
            double distance = values[i] - mean;
            mean += distance / (i + 1);
            squares += distance * (values[i] - mean);
        }
        return squares / count;
    }

    private Map<Labels, List<Column>> groups(Aggregate aggregate, Value.Vector input) {
        Grouping grouping = new Grouping(aggregate);
        Map<Labels, List<Column>> groups = new LinkedHashMap<>();
        for (Column column : input.columns()) {
            groups.computeIfAbsent(grouping.of(column.labels()), labels -> new ArrayList<>()).add(column);
        }
        return groups;
    }

    private static final class Grouping {

        private final boolean without;
        private final Set<String> names;
        private final String[] removed;

        Grouping(Aggregate aggregate) {
            this.without = aggregate.without();
            this.names = new HashSet<>(aggregate.labels());
            Set<String> gone = new HashSet<>(names);
            gone.add(Label.METRIC_NAME);
            this.removed = gone.toArray(new String[0]);
        }

        Labels of(Labels labels) {
            if (without) {
                return labels.without(removed);
            }
            return names.isEmpty() ? Labels.empty() : labels.keep(names);
        }
    }

    /** The k greatest or least elements of each group, as they are; in order of rank. NaN ranks last. */
    private Value ranked(Aggregate aggregate, Value.Vector input, double[] ks, int size) {
        boolean greatest = aggregate.operator().equals("topk");
        for (double k : ks) {
            requireCount(k);
        }
        List<Column> columns = new ArrayList<>();
        for (List<Column> members : groups(aggregate, input).values()) {
            context.checkpoint();
            List<Column> results = new ArrayList<>();
            for (Column member : members) {
                results.add(Column.absent(member.labels(), size));
            }
            context.hold((long) size * members.size());
            List<Integer> order = new ArrayList<>();
            for (int step = 0; step < size; step++) {
                order = order(members, step, greatest);
                for (int rank = 0; rank < order.size() && rank < (long) ks[step]; rank++) {
                    int member = order.get(rank);
                    results.get(member).values()[step] = members.get(member).values()[step];
                }
            }
            if (size == 1) {
                order.forEach(member -> columns.add(results.get(member)));
            } else {
                columns.addAll(results);
            }
        }
        columns.removeIf(Column::isEmpty);
        return new Value.Vector(columns);
    }

    private static List<Integer> order(List<Column> members, int step, boolean greatest) {
        List<Integer> present = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).has(step)) {
                present.add(i);
            }
        }
        present.sort(byValue(members, step, greatest));
        return present;
    }

    private static Comparator<Integer> byValue(List<Column> members, int step, boolean greatest) {
        return (left, right) -> FunctionCalls.compare(members.get(left).values()[step],
                members.get(right).values()[step], greatest);
    }

    private static void requireCount(double k) {
        if (Double.isNaN(k)) {
            throw QueryError.execution("Parameter value is NaN");
        }
        if (k >= 0x1p63) {
            throw QueryError.execution("Scalar value " + NumberText.format(k) + " overflows int64");
        }
        if (k <= -0x1p63) {
            throw QueryError.execution("Scalar value " + NumberText.format(k) + " underflows int64");
        }
    }

    private Value countValues(Aggregate aggregate, Value.Vector input, String label, int size) {
        if (!Quoting.isLabelName(label)) {
            throw QueryError.execution("invalid label name " + Quoting.quote(label));
        }
        Grouping grouping = new Grouping(aggregate);
        Map<Labels, Column> counts = new LinkedHashMap<>();
        for (Column column : input.columns()) {
            context.checkpoint();
            Labels group = grouping.of(column.labels());
            for (int i = 0; i < size; i++) {
                if (column.has(i)) {
                    Labels labels = group.with(label, NumberText.format(column.values()[i]));
                    Column counted = counts.computeIfAbsent(labels, key -> Column.absent(key, size));
                    counted.values()[i] = counted.has(i) ? counted.values()[i] + 1 : 1;
                }
            }
        }
        context.hold((long) size * counts.size());
        return new Value.Vector(new ArrayList<>(counts.values()));
    }
}
