package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.ElementOperation.Outcome;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Matching;
import io.binnacle.timeseries.promql.Value.Column;

/** Evaluates binary operators: what meets what is decided once from the labels, then columns are gone through by step. */
final class BinaryEvaluation {

    private final QueryContext context;

    BinaryEvaluation(QueryContext context) {
        this.context = context;
    }

    Value evaluate(Binary operation, Value left, Value right) {
        if (left instanceof Value.Scalar leftNumbers && right instanceof Value.Scalar rightNumbers) {
            double[] values = new double[leftNumbers.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = operation.operator().apply(leftNumbers.values()[i], rightNumbers.values()[i]);
            }
            return new Value.Scalar(values);
        }
        if (left instanceof Value.Vector vector && right instanceof Value.Scalar scalar) {
            return withScalar(operation, vector, scalar.values(), false);
        }
        if (left instanceof Value.Scalar scalar && right instanceof Value.Vector vector) {
            return withScalar(operation, vector, scalar.values(), true);
        }
        if (left instanceof Value.Vector leftVector && right instanceof Value.Vector rightVector) {
            return operation.operator().isSet()
                    ? combined(operation, leftVector, rightVector)
                    : new VectorMatching(operation, context).matched(leftVector, rightVector);
        }
        throw new BugException("no operands: " + operation);
    }

    private Value withScalar(Binary operation, Value.Vector vector, double[] scalar, boolean scalarFirst) {
        boolean renames = operation.operator().changesMeaning() || operation.returnBool();
        List<Column> columns = new ArrayList<>();
        for (Column input : vector.columns()) {
            Column column = input.hasHistograms() || operation.operator().isTrim()
                    ? mixedWithScalar(operation, input, scalar, scalarFirst)
                    : input.with(numbersWithScalar(operation, input.values(), scalar, scalarFirst));
            if (!column.isEmpty()) {
                columns.add(renames ? column.renamed(context) : column);
            }
        }
        return Value.merged(columns);
    }

    private static double[] numbersWithScalar(Binary operation, double[] input, double[] scalar, boolean scalarFirst) {
        double[] values = input.clone();
        ScalarColumn.apply(operation, values, scalar, scalarFirst);
        return values;
    }

    private Column mixedWithScalar(Binary operation, Column input, double[] scalar, boolean scalarFirst) {
        ElementOperation element = new ElementOperation(operation, context);
        ResultColumn result = new ResultColumn(input.labels(), scalar.length);
        result.dropName(input.dropsName());
        for (int i = 0; i < scalar.length; i++) {
            if (!input.has(i)) {
                continue;
            }
            double number = input.values()[i];
            FloatHistogram histogram = input.histogram(i);
            Outcome outcome = scalarFirst
                    ? element.apply(scalar[i], null, number, histogram)
                    : element.apply(number, histogram, scalar[i], null);
            if (outcome == Outcome.INCOMPATIBLE) {
                continue;
            }
            FloatHistogram computed = element.histogram();
            if (operation.returnBool()) {
                result.put(i, outcome == Outcome.VALUE ? 1 : 0);
            } else if (outcome == Outcome.VALUE && operation.operator().isComparison()) {
                result.copy(i, input);
            } else if (outcome == Outcome.VALUE && computed != null) {
                result.put(i, computed);
            } else if (outcome == Outcome.VALUE) {
                result.put(i, element.number());
            }
        }
        return result.column();
    }

    /** and, or, unless. */
    private static Value combined(Binary operation, Value.Vector left, Value.Vector right) {
        Matching matching = operation.matching();
        List<Column> columns = new ArrayList<>();
        switch (operation.operator()) {
            case AND -> filterByOther(left, presence(right, matching), matching, true, columns);
            case UNLESS -> filterByOther(left, presence(right, matching), matching, false, columns);
            default -> {
                columns.addAll(left.columns());
                filterByOther(right, presence(left, matching), matching, false, columns);
            }
        }
        return Value.merged(columns);
    }

    /** At which steps there is an element of each signature. */
    private static Map<Labels, boolean[]> presence(Value.Vector vector, Matching matching) {
        Map<Labels, boolean[]> presence = new HashMap<>();
        for (Column column : vector.columns()) {
            boolean[] present = presence.computeIfAbsent(VectorMatching.signature(column.labels(), matching),
                    key -> new boolean[column.values().length]);
            for (int i = 0; i < present.length; i++) {
                present[i] |= column.has(i);
            }
        }
        return presence;
    }

    private static void filterByOther(Value.Vector vector, Map<Labels, boolean[]> other, Matching matching,
            boolean keepMatched, List<Column> columns) {
        for (Column input : vector.columns()) {
            boolean[] present = other.get(VectorMatching.signature(input.labels(), matching));
            if (present == null) {
                if (!keepMatched) {
                    columns.add(input);
                }
                continue;
            }
            ResultColumn result = new ResultColumn(input.labels(), present.length);
            result.dropName(input.dropsName());
            for (int i = 0; i < present.length; i++) {
                if (present[i] == keepMatched && input.has(i)) {
                    result.copy(i, input);
                }
            }
            if (!result.isEmpty()) {
                columns.add(result.column());
            }
        }
    }
}
