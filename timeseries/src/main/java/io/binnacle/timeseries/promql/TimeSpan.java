package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.Parens;
import io.binnacle.timeseries.promql.Expression.Subquery;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Expression.Unary;
import io.binnacle.timeseries.promql.Expression.VectorSelector;

/** From when to when an expression reads samples. */
final class TimeSpan {

    private final PromqlLimits limits;
    private final Grid query;
    private long minMillis = Long.MAX_VALUE;
    private long maxMillis = Long.MIN_VALUE;

    TimeSpan(PromqlLimits limits, Grid query) {
        this.limits = limits;
        this.query = query;
    }

    long minMillis() {
        return minMillis;
    }

    long maxMillis() {
        return maxMillis;
    }

    void cover(Expression expression, Grid grid) {
        switch (expression) {
            case VectorSelector selector -> cover(selector, 0, grid);
            case MatrixSelector selector -> cover(selector.vector(), selector.rangeMillis(), grid);
            case Subquery subquery -> {
                Grid inner = Evaluation.subqueryGrid(subquery, limits,
                        reference(subquery.timing(), grid.startMillis()),
                        reference(subquery.timing(), grid.endMillis()));
                if (inner.size() > 0) {
                    cover(subquery.inner(), inner);
                }
            }
            case Parens parens -> cover(parens.inner(), grid);
            case Unary unary -> cover(unary.inner(), grid);
            case Binary binary -> {
                cover(binary.left(), grid);
                cover(binary.right(), grid);
            }
            case Aggregate aggregate -> {
                cover(aggregate.inner(), grid);
                if (aggregate.parameter() != null) {
                    cover(aggregate.parameter(), grid);
                }
            }
            case Call call -> call.arguments().forEach(argument -> cover(argument, grid));
            default -> {
                // a literal reads nothing
            }
        }
    }

    private void cover(VectorSelector selector, long rangeMillis, Grid grid) {
        // Twice: the sample before a histogram tells whether that goes on.
        boolean looksBack = rangeMillis == 0 || selector.extension() != Extension.NONE;
        long lookbackMillis = limits.lookback().toMillis();
        long back = rangeMillis + (looksBack ? 2 : 1) * lookbackMillis;
        long ahead = selector.extension() == Extension.SMOOTHED ? lookbackMillis : 0;
        minMillis = Math.min(minMillis, reference(selector.timing(), grid.startMillis()) - back);
        maxMillis = Math.max(maxMillis, reference(selector.timing(), grid.endMillis()) + ahead);
    }

    private long reference(Timing timing, long millis) {
        return QueryContext.reference(timing, millis, query.startMillis(), query.endMillis());
    }
}
