package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Value.Column;

/** Functions that give a scalar, or make a vector of one; and {@code timestamp}. */
final class ScalarFunctions {

    private ScalarFunctions() {
    }

    static List<Function> all() {
        return List.of(
                Function.of("s:", "time", (call, grid, evaluation) -> new Value.Scalar(seconds(grid))),
                Function.of("s:", "pi", (call, grid, evaluation) -> constant(Math.PI, grid)),
                ofQuery("start", context -> context.grid().startMillis() / 1000.0),
                ofQuery("end", context -> context.grid().endMillis() / 1000.0),
                ofQuery("range",
                        context -> (context.grid().endMillis() - context.grid().startMillis()) / 1000.0),
                ofQuery("step", context -> context.isRange() ? context.grid().stepMillis() / 1000.0 : 0),
                ofTwo("min_of", Math::min), ofTwo("max_of", Math::max),
                Function.of("v:s", "vector",
                        (call, grid, evaluation) -> vectorOf(
                                evaluation.scalar(call.arguments().getFirst(), grid).clone())),
                Function.of("s:v", "scalar", ScalarFunctions::scalar),
                Function.of("v:v", "timestamp", ScalarFunctions::timestamp));
    }

    private interface OfQuery {
        double value(QueryContext context);
    }

    private static Function ofQuery(String name, OfQuery value) {
        return Function.of("s:", name, (call, grid, evaluation) -> constant(value.value(evaluation.context()), grid))
                .asExperimental();
    }

    private static Function ofTwo(String name, DoubleBinaryOperator operator) {
        return Function.of("s:ss", name, (call, grid, evaluation) -> {
            double[] left = evaluation.scalar(call.arguments().get(0), grid);
            double[] right = evaluation.scalar(call.arguments().get(1), grid);
            double[] values = new double[left.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = operator.applyAsDouble(left[i], right[i]);
            }
            return new Value.Scalar(values);
        }).asExperimental();
    }

    static double[] seconds(Grid grid) {
        double[] seconds = new double[grid.size()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = grid.time(i) / 1000.0;
        }
        return seconds;
    }

    static Value.Scalar constant(double value, Grid grid) {
        double[] values = new double[grid.size()];
        Arrays.fill(values, value);
        return new Value.Scalar(values);
    }

    static Value.Vector vectorOf(double[] values) {
        return new Value.Vector(List.of(new Column(Labels.empty(), values)));
    }

    /** The one number there is; NaN when there is none, or more. */
    private static Value scalar(Call call, Grid grid, Evaluation evaluation) {
        double[] values = new double[grid.size()];
        int[] counts = new int[grid.size()];
        for (Column column : evaluation.vector(call.arguments().getFirst(), grid).columns()) {
            for (int i = 0; i < values.length; i++) {
                if (column.hasNumber(i)) {
                    values[i] = column.values()[i];
                    counts[i]++;
                }
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (counts[i] != 1) {
                values[i] = Double.NaN;
            }
        }
        return new Value.Scalar(values);
    }

    /** Of a selector, when its samples are from; of anything else, the time of evaluation. */
    private static Value timestamp(Call call, Grid grid, Evaluation evaluation) {
        Expression argument = call.arguments().getFirst().unwrapped();
        boolean ownTimes = argument instanceof Expression.VectorSelector;
        Value.Vector input = argument instanceof Expression.VectorSelector selector
                ? evaluation.selection().times(selector, grid)
                : evaluation.vector(argument, grid);
        double[] seconds = seconds(grid);
        List<Column> columns = new ArrayList<>();
        for (Column column : input.columns()) {
            double[] values = column.values().clone();
            for (int i = 0; i < values.length && !ownTimes; i++) {
                if (column.has(i)) {
                    values[i] = seconds[i];
                }
            }
            columns.add(column.with(values).renamed(evaluation.context()));
        }
        return Value.merged(columns);
    }
}
