package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Evaluates aggregations: groups are made once from the labels, then their columns are gone through one after another. */
final class Aggregation {

    private final QueryContext context;

    Aggregation(QueryContext context) {
        this.context = context;
    }

    /**
     * The aggregation of that input.
     *
     * @param numbers the parameter at each step, of those that have a number
     * @param text the parameter of {@code count_values}
     */
    Value evaluate(Aggregate aggregate, Value.Vector input, double @Nullable [] numbers, String text, int size) {
        switch (aggregate.operator()) {
            case "topk", "bottomk", "limitk", "limit_ratio" -> {
                return new RankedAggregation(aggregate, context, size).of(input, required(numbers));
            }
            case "count_values" -> {
                return countValues(aggregate, input, text, size);
            }
            case "quantile" -> warnOfQuantiles(aggregate, required(numbers));
            default -> {
                // needs no parameter
            }
        }
        List<Column> columns = new ArrayList<>();
        new Grouping(aggregate).groups(input.columns()).forEach((labels, members) -> {
            context.checkpoint();
            context.hold(size);
            Column column = column(aggregate, labels, members, numbers, size);
            if (!column.isEmpty()) {
                columns.add(column);
            }
        });
        return new Value.Vector(columns);
    }

    private static double[] required(double @Nullable [] numbers) {
        if (numbers == null) {
            throw new BugException("an aggregation without its parameter");
        }
        return numbers;
    }

    private void warnOfQuantiles(Aggregate aggregate, double[] quantiles) {
        double least = 0;
        double greatest = 1;
        boolean nan = false;
        for (double q : quantiles) {
            nan |= Double.isNaN(q);
            least = Math.min(least, Double.isNaN(q) ? 0 : q);
            greatest = Math.max(greatest, Double.isNaN(q) ? 1 : q);
        }
        Expression parameter = aggregate.parameter();
        for (double q : new double[]{nan ? Double.NaN : 0, greatest, least}) {
            if (parameter != null && !Quantile.isValid(q)) {
                Quantile.warn(context, q, parameter.span());
            }
        }
    }

    private Column column(Aggregate aggregate, Labels labels, List<Column> members, double @Nullable [] numbers,
            int size) {
        String operator = aggregate.operator();
        if (operator.equals("sum") || operator.equals("avg")) {
            return new TotalAggregation(operator.equals("avg"), size, context, aggregate.inner().span()).of(labels,
                    members);
        }
        boolean countsAll = operator.equals("count") || operator.equals("group");
        double[] values = switch (operator) {
            case "count" -> counts(members, size);
            case "group" -> ones(members, size);
            case "min" -> extremes(members, size, true);
            case "max" -> extremes(members, size, false);
            case "stdvar" -> variances(members, size, false);
            case "stddev" -> variances(members, size, true);
            case "quantile" -> quantiles(members, size, required(numbers));
            default -> throw new BugException("no aggregation " + operator);
        };
        boolean dropsName = false;
        for (Column member : members) {
            dropsName |= member.dropsName();
            if (!countsAll && holdsHistogram(member)) {
                context.inform("ignored histogram in " + operator + " aggregation", aggregate.inner().span());
            }
        }
        return new Column(labels, dropsName, values, null);
    }

    private static boolean holdsHistogram(Column column) {
        for (int i = 0; column.hasHistograms() && i < column.values().length; i++) {
            if (column.histogram(i) != null) {
                return true;
            }
        }
        return false;
    }

    private static double[] nothing(int size) {
        return Column.absent(Labels.empty(), size).values();
    }

    private static double[] counts(List<Column> members, int size) {
        double[] counts = nothing(size);
        for (Column member : members) {
            for (int i = 0; i < size; i++) {
                if (member.has(i)) {
                    counts[i] = Column.isAbsent(counts[i]) ? 1 : counts[i] + 1;
                }
            }
        }
        return counts;
    }

    private static double[] ones(List<Column> members, int size) {
        double[] ones = nothing(size);
        for (Column member : members) {
            for (int i = 0; i < size; i++) {
                if (member.has(i)) {
                    ones[i] = 1;
                }
            }
        }
        return ones;
    }

    private static double[] extremes(List<Column> members, int size, boolean least) {
        double[] found = nothing(size);
        for (Column member : members) {
            double[] values = member.values();
            for (int i = 0; i < size; i++) {
                double value = values[i];
                // Nothing is NaN as well, and so is replaced by anything.
                if (!Column.isAbsent(value)
                        && ((least ? value < found[i] : value > found[i]) || Double.isNaN(found[i]))) {
                    found[i] = value;
                }
            }
        }
        return found;
    }

    private static double[] variances(List<Column> members, int size, boolean root) {
        VarianceSteps steps = new VarianceSteps(size, root);
        members.forEach(member -> steps.add(member.values()));
        return steps.values();
    }

    private double[] quantiles(List<Column> members, int size, double[] quantiles) {
        double[] results = nothing(size);
        double[] gathered = new double[members.size()];
        for (int i = 0; i < size; i++) {
            context.checkpoint();
            int count = 0;
            for (Column member : members) {
                if (member.hasNumber(i)) {
                    gathered[count++] = member.values()[i];
                }
            }
            if (count > 0) {
                results[i] = Quantile.of(quantiles[i], gathered, count);
            }
        }
        return results;
    }

    private Value countValues(Aggregate aggregate, Value.Vector input, String label, int size) {
        if (!Quoting.isLabelName(label)) {
            throw QueryError.execution("invalid label name " + Quoting.quote(label));
        }
        Grouping grouping = new Grouping(aggregate).keeping(label);
        Map<Labels, Column> counts = new LinkedHashMap<>();
        for (Column column : input.columns()) {
            context.checkpoint();
            for (int i = 0; i < size; i++) {
                if (column.has(i)) {
                    FloatHistogram histogram = column.histogram(i);
                    String value = histogram == null ? NumberText.format(column.values()[i]) : histogram.toString();
                    Labels labels = grouping.of(column.labels().with(label, value));
                    Column counted = counts.computeIfAbsent(labels, key -> {
                        context.hold(size);
                        return Column.absent(key, size);
                    });
                    counted.values()[i] = counted.has(i) ? counted.values()[i] + 1 : 1;
                }
            }
        }
        return new Value.Vector(new ArrayList<>(counts.values()));
    }
}
