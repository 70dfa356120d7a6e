package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Value.Column;

/** Functions of each number of a vector; histograms are left out. */
final class NumberFunctions {

    private static final double LOG_2 = Math.log(2);

    private NumberFunctions() {
    }

    static List<Function> all() {
        return List.of(of("abs", Math::abs), of("ceil", Math::ceil), of("floor", Math::floor), of("exp", Math::exp),
                of("ln", Math::log), of("log2", NumberFunctions::log2), of("log10", Math::log10),
                of("sqrt", Math::sqrt), of("sgn", Math::signum), of("sin", Math::sin), of("cos", Math::cos),
                of("tan", Math::tan), of("asin", Math::asin), of("acos", Math::acos), of("atan", Math::atan),
                of("sinh", Math::sinh), of("cosh", Math::cosh), of("tanh", Math::tanh),
                of("asinh", x -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1))),
                of("acosh", x -> Math.log(x + Math.sqrt(x * x - 1))),
                of("atanh", x -> Math.log((1 + x) / (1 - x)) / 2), of("deg", x -> x * 180 / Math.PI),
                of("rad", x -> x * Math.PI / 180), Function.of("v:vs?", "round", NumberFunctions::round),
                Function.of("v:vss", "clamp", NumberFunctions::clamp),
                Function.of("v:vs", "clamp_min", NumberFunctions::clampMin),
                Function.of("v:vs", "clamp_max", NumberFunctions::clampMax));
    }

    private static Function of(String name, DoubleUnaryOperator function) {
        return Function.of("v:v", name, (call, grid, evaluation) -> mapped(evaluation,
                evaluation.vector(call.arguments().getFirst(), grid), (value, step) -> function.applyAsDouble(value)));
    }

    /** What becomes of a number at one step. */
    interface StepFunction {
        double apply(double value, int step);
    }

    /** Each number through that function; the metric's name goes, for it is another thing now. */
    static Value.Vector mapped(Evaluation evaluation, Value.Vector input, StepFunction function) {
        List<Column> columns = new ArrayList<>(input.columns().size());
        for (Column column : input.columns()) {
            double[] values = column.values().clone();
            boolean any = false;
            for (int i = 0; i < values.length; i++) {
                if (!Column.isAbsent(values[i])) {
                    values[i] = function.apply(values[i], i);
                    any = true;
                }
            }
            if (any) {
                columns.add(column.with(values).renamed(evaluation.context()));
            }
        }
        return Value.merged(columns);
    }

    /** Exact for powers of two, which the quotient of two logarithms is not. */
    private static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return Math.log(value);
        }
        int exponent = Math.getExponent(value);
        double fraction = Math.scalb(value, -exponent);
        return fraction == 1 ? exponent : exponent + Math.log(fraction) / LOG_2;
    }

    private static Value round(Call call, Grid grid, Evaluation evaluation) {
        double[] nearest = new double[grid.size()];
        Arrays.fill(nearest, 1);
        Value.Vector input = evaluation.vector(call.arguments().get(0), grid);
        double[] steps = call.arguments().size() > 1 ? evaluation.scalar(call.arguments().get(1), grid) : nearest;
        return mapped(evaluation, input, (value, step) -> {
            double inverse = 1.0 / steps[step];
            return Math.floor(value * inverse + 0.5) / inverse;
        });
    }

    private static Value clamp(Call call, Grid grid, Evaluation evaluation) {
        Value.Vector input = evaluation.vector(call.arguments().get(0), grid);
        double[] least = evaluation.scalar(call.arguments().get(1), grid);
        double[] greatest = evaluation.scalar(call.arguments().get(2), grid);
        return mapped(evaluation, input, (value, step) -> greatest[step] < least[step]
                ? Column.ABSENT
                : Math.max(least[step], Math.min(greatest[step], value)));
    }

    private static Value clampMin(Call call, Grid grid, Evaluation evaluation) {
        Value.Vector input = evaluation.vector(call.arguments().get(0), grid);
        double[] least = evaluation.scalar(call.arguments().get(1), grid);
        return mapped(evaluation, input, (value, step) -> Math.max(least[step], value));
    }

    private static Value clampMax(Call call, Grid grid, Evaluation evaluation) {
        Value.Vector input = evaluation.vector(call.arguments().get(0), grid);
        double[] greatest = evaluation.scalar(call.arguments().get(1), grid);
        return mapped(evaluation, input, (value, step) -> Math.min(greatest[step], value));
    }
}
