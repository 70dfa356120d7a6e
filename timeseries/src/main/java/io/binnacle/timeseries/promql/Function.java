package io.binnacle.timeseries.promql;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A function of the language: what it takes, what it gives, and how it is evaluated.
 *
 * @param optional how many of the last parameter there may be beyond none: 0 exactly one, -1 any number
 * @param experimental whether it is only there with {@link PromqlFeatures#experimentalFunctions()}
 */
record Function(String name, List<ValueType> parameters, int optional, ValueType returns, boolean experimental,
        Evaluator evaluator) {

    /** Evaluates a call at all times of a grid. */
    @FunctionalInterface
    interface Evaluator {
        Value evaluate(Call call, Grid grid, Evaluation evaluation);
    }

    /** All there are, by name: each family of functions declares its own. */
    private static final Map<String, Function> ALL = new HashMap<>();

    static {
        Stream.of(NumberFunctions.all(), DateFunctions.all(), ScalarFunctions.all(), LabelFunctions.all(),
                SortFunctions.all(), AbsenceFunctions.all(), RangeFunctions.all(), HistogramFunctions.all(),
                TargetLabelsFunction.all()).flatMap(List::stream)
                .forEach(function -> ALL.put(function.name(), function));
    }

    /**
     * Declares one.
     *
     * @param form letters of the parameters' types and, before the colon, of the result's; v: instant vector, m: range vector,
     *        s: scalar, t: string; after the last a question mark when it may be left out, a star when there may be any number
     */
    static Function of(String form, String name, Evaluator evaluator) {
        String letters = form.substring(2).replace("?", "").replace("*", "");
        int optional = form.endsWith("?") ? 1 : form.endsWith("*") ? -1 : 0;
        ValueType[] parameters = letters.chars().mapToObj(letter -> type((char) letter)).toArray(ValueType[]::new);
        return new Function(name, Arrays.asList(parameters), optional, type(form.charAt(0)), false, evaluator);
    }

    Function asExperimental() {
        return new Function(name, parameters, optional, returns, true, evaluator);
    }

    private static ValueType type(char letter) {
        return switch (letter) {
            case 'v' -> ValueType.VECTOR;
            case 'm' -> ValueType.MATRIX;
            case 's' -> ValueType.SCALAR;
            default -> ValueType.STRING;
        };
    }

    static @Nullable Function named(String name) {
        return ALL.get(name);
    }

    int argumentsMin() {
        return optional == 0 ? parameters.size() : parameters.size() - 1;
    }

    int argumentsMax() {
        return optional < 0 ? Integer.MAX_VALUE : argumentsMin() + optional;
    }

    ValueType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }
}
