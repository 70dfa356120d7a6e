package io.binnacle.timeseries.promql;

import java.util.List;
import java.util.function.Function;

import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.ValueType;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import org.jspecify.annotations.Nullable;

/**
 * An expression that makes one column of each series of a selector, whatever the other series are: the selector itself, a
 * function of its range, an operator between that and a scalar. Whoever needs the columns one after the other need not hold them
 * all.
 *
 * @param minMillis from when on samples are looked at
 * @param ofRange whether stale markers are left out
 * @param renames whether the metric's name goes
 * @param makers of the columns, one for each thread
 */
record SeriesColumns(VectorSelector selector, long minMillis, long maxMillis, boolean ofRange, boolean renames,
        Function<QueryContext, ColumnMaker> makers) {

    /** Null when the expression is another, or when points are to answer it. */
    static @Nullable SeriesColumns of(Expression expression, Grid grid, Evaluation evaluation) {
        return switch (expression) {
            case Expression.Parens parens -> of(parens.inner(), grid, evaluation);
            case VectorSelector selector -> ofSelector(selector, grid, evaluation);
            case Call call -> RangeFunctions.columns(call, grid, evaluation);
            case Binary operation -> ofOperation(operation, grid, evaluation);
            default -> null;
        };
    }

    private static @Nullable SeriesColumns ofSelector(VectorSelector selector, Grid grid, Evaluation evaluation) {
        if (selector.extension() == Extension.SMOOTHED
                || !isOfSamples(evaluation.rolled().of(selector, grid))) {
            return null;
        }
        QueryContext context = evaluation.context();
        long[] references = context.references(selector.timing(), grid);
        long lookback = context.limits().lookback().toMillis();
        return new SeriesColumns(selector, references[0] - lookback + 1, references[references.length - 1], false,
                false,
                own -> new InstantColumn(references, lookback));
    }

    static SeriesColumns ofRange(MatrixSelector selector, RangeWindow window, boolean renames,
            Function<QueryContext, ColumnMaker> makers) {
        return new SeriesColumns(selector.vector(), window.minMillis(), window.maxMillis(), true, renames, makers);
    }

    static boolean isOfSamples(List<RolledParts.Part> parts) {
        return parts.size() == 1 && parts.getFirst().resolution() == null;
    }

    private static @Nullable SeriesColumns ofOperation(Binary operation, Grid grid, Evaluation evaluation) {
        boolean scalarFirst = operation.left().type() == ValueType.SCALAR;
        Expression vector = scalarFirst ? operation.right() : operation.left();
        Expression scalar = scalarFirst ? operation.left() : operation.right();
        if (vector.type() != ValueType.VECTOR || scalar.type() != ValueType.SCALAR || operation.operator().isTrim()) {
            return null;
        }
        SeriesColumns inner = of(vector, grid, evaluation);
        if (inner == null) {
            return null;
        }
        double[] numbers = evaluation.scalar(scalar, grid);
        boolean renames = operation.operator().changesMeaning() || operation.returnBool();
        return new SeriesColumns(inner.selector, inner.minMillis, inner.maxMillis, inner.ofRange,
                inner.renames || renames,
                context -> new ScalarColumn(inner.makers.apply(context), operation, numbers, scalarFirst));
    }
}
