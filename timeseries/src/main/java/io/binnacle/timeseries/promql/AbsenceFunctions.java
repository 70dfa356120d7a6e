package io.binnacle.timeseries.promql;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** {@code absent} and {@code absent_over_time}: one where there is nothing. */
final class AbsenceFunctions {

    private AbsenceFunctions() {
    }

    static List<Function> all() {
        return List.of(Function.of("v:v", "absent", AbsenceFunctions::absent),
                Function.of("v:m", "absent_over_time", AbsenceFunctions::absentOverTime));
    }

    private static Value absent(Call call, Grid grid, Evaluation evaluation) {
        Expression argument = call.arguments().getFirst();
        double[] values = ones(grid);
        for (Column column : evaluation.vector(argument, grid).columns()) {
            markPresent(column, values);
        }
        return absence(values, argument.unwrapped() instanceof VectorSelector selector ? selector : null);
    }

    private static Value absentOverTime(Call call, Grid grid, Evaluation evaluation) {
        Expression argument = call.arguments().getFirst();
        double[] values = ones(grid);
        for (Column column : RangeFunctions.overRange(call, grid, evaluation, (range, one) -> 1)) {
            markPresent(column, values);
        }
        return absence(values, argument.unwrapped() instanceof MatrixSelector selector ? selector.vector() : null);
    }

    private static double[] ones(Grid grid) {
        double[] values = new double[grid.size()];
        Arrays.fill(values, 1);
        return values;
    }

    private static void markPresent(Column column, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (column.has(i)) {
                values[i] = Column.ABSENT;
            }
        }
    }

    /** One element with the labels that the selector demands by equality, each once. */
    private static Value absence(double[] values, @Nullable VectorSelector selector) {
        Labels.Builder labels = new Labels.Builder();
        Set<String> seen = new HashSet<>();
        for (Matcher matcher : selector == null ? List.<Matcher>of() : selector.matchers()) {
            if (!matcher.name().equals(Label.METRIC_NAME)) {
                boolean first = matcher.operator() == Matcher.Operator.EQUAL && seen.add(matcher.name());
                labels.set(matcher.name(), first ? matcher.value() : "");
            }
        }
        Column column = new Column(labels.build(), values);
        return new Value.Vector(column.isEmpty() ? List.of() : List.of(column));
    }
}
