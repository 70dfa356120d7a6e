package io.binnacle.timeseries.promql;

import java.util.List;
import java.util.function.Function;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.ValueType;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Token.Span;
import org.jspecify.annotations.Nullable;

/**
 * An expression that makes one column of each series of a selector, whatever the other series are: the selector itself, a
 * function of its range, an operator between that and a scalar. Whoever needs the columns one after the other need not hold them
 * all.
 *
 * @param ofRange whether stale markers are left out
 * @param renames whether the metric's name goes
 * @param makers of the columns, one for each thread
 */
record SeriesColumns(Source source, boolean ofRange, boolean renames, Function<QueryContext, ColumnMaker> makers) {

    /**
     * What the columns are made of.
     *
     * @param span where the expression names it
     * @param resolution of the points; null of samples
     * @param points the series with points; null of samples
     * @param minMillis from when on they are looked at
     */
    record Source(VectorSelector selector, Span span, @Nullable Resolution resolution, @Nullable List<Series> points,
            long minMillis, long maxMillis) {

        List<Series> series(Selection selection) {
            return points == null ? selection.series(selector.matchers()) : points;
        }
    }

    /** Null when the expression is another, or when samples are to answer some steps and points the others. */
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
        List<RolledParts.Part> parts = evaluation.rolled().of(selector, grid);
        if (selector.extension() == Extension.SMOOTHED || parts.size() > 1) {
            return null;
        }
        QueryContext context = evaluation.context();
        Resolution resolution = parts.getFirst().resolution();
        List<Series> points = resolution == null
                ? null
                : evaluation.selection().points(selector.matchers(), new Rollup(resolution, Aggregate.LAST));
        long[] references = context.references(selector.timing(), grid);
        long lookback = Math.max(context.limits().lookback().toMillis(), resolution == null ? 0 : resolution.millis());
        Source source = new Source(selector, selector.span(), resolution, points,
                references[0] - lookback + 1, references[references.length - 1]);
        return new SeriesColumns(source, false, false, own -> new InstantColumn(references, lookback));
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
        return new SeriesColumns(inner.source, inner.ofRange, inner.renames || renames,
                context -> new ScalarColumn(inner.makers.apply(context), operation, numbers, scalarFirst));
    }
}
