package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.Subquery;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Value.Column;

/**
 * Evaluates an expression at all times of a grid at once, bottom up, column by column: labels are looked at once a
 * series, never once a step.
 */
final class Evaluation {

    /** Prometheus' default evaluation interval, the step of a subquery that names none. */
    private static final long SUBQUERY_STEP_MILLIS = 60_000;

    private final QueryContext context;
    private final FunctionCalls calls;
    private final Aggregation aggregation;
    private final RolledParts rolled;
    private final BinaryEvaluation binary = new BinaryEvaluation();

    Evaluation(QueryContext context) {
        this.context = context;
        this.calls = new FunctionCalls(this);
        this.aggregation = new Aggregation(context);
        this.rolled = new RolledParts(context);
    }

    QueryContext context() {
        return context;
    }

    Value evaluate(Expression expression, Grid grid) {
        context.checkpoint();
        return switch (expression) {
            case Expression.NumberLiteral number -> constant(number.value(), grid);
            case Expression.StringLiteral text -> new Value.Text(text.value());
            case Expression.Parens parens -> evaluate(parens.inner(), grid);
            case VectorSelector selector -> select(selector, grid, false);
            case Expression.Unary unary -> unary(unary, grid);
            case Expression.Binary operation ->
                binary.evaluate(operation, evaluate(operation.left(), grid), evaluate(operation.right(), grid));
            case Expression.Aggregate aggregate -> aggregate(aggregate, grid);
            case Expression.Call call -> calls.evaluate(call, grid);
            case MatrixSelector selector -> throw new BugException("a range outside a function: " + selector);
            case Subquery subquery -> throw new BugException("a subquery outside a function: " + subquery);
        };
    }

    Value.Vector vector(Expression expression, Grid grid) {
        if (evaluate(expression, grid) instanceof Value.Vector vector) {
            return vector;
        }
        throw new BugException("no vector: " + expression);
    }

    double[] scalar(Expression expression, Grid grid) {
        if (evaluate(expression, grid) instanceof Value.Scalar scalar) {
            return scalar.values();
        }
        throw new BugException("no scalar: " + expression);
    }

    static String text(Expression expression) {
        if (expression.unwrapped() instanceof Expression.StringLiteral literal) {
            return literal.value();
        }
        throw new BugException("no string: " + expression);
    }

    private static Value constant(double value, Grid grid) {
        double[] values = new double[grid.size()];
        Arrays.fill(values, value);
        return new Value.Scalar(values);
    }

    private Value unary(Expression.Unary unary, Grid grid) {
        Value inner = evaluate(unary.inner(), grid);
        if (!unary.negative()) {
            return inner;
        }
        return switch (inner) {
            case Value.Scalar scalar -> new Value.Scalar(Arrays.stream(scalar.values()).map(value -> -value).toArray());
            case Value.Vector vector -> FunctionCalls.mapped(vector, value -> -value);
            case Value.Text text -> throw new BugException("a sign before " + text);
        };
    }

    private Value aggregate(Expression.Aggregate aggregate, Grid grid) {
        Expression parameter = aggregate.parameter();
        double[] numbers = null;
        String text = "";
        if (parameter != null && aggregate.operator().equals("count_values")) {
            text = text(parameter);
        } else if (parameter != null) {
            numbers = scalar(parameter, grid);
        }
        return aggregation.evaluate(aggregate, vector(aggregate.inner(), grid), numbers, text, grid.size());
    }

    RolledParts rolled() {
        return rolled;
    }

    /** @param times whether to give the samples' own times, in seconds, instead of their values */
    Value.Vector select(VectorSelector selector, Grid grid, boolean times) {
        List<RolledParts.Part> parts = rolled.of(grid, selector.timing(), 0, "times of samples", !times,
                selector.span());
        List<Column> columns = new ArrayList<>();
        for (RolledParts.Part part : parts) {
            Resolution resolution = part.resolution();
            List<Column> found = resolution == null
                    ? select(series(selector.matchers()), context.limits().lookback().toMillis(), selector,
                            part.grid(), times)
                    : select(points(selector.matchers(), new Rollup(resolution, Aggregate.LAST)),
                            Math.max(context.limits().lookback().toMillis(), resolution.millis()), selector,
                            part.grid(), false);
            if (!found.isEmpty()) {
                rolled.say(part, grid, selector.span());
            }
            columns.addAll(part.placed(found, grid));
        }
        return new Value.Vector(parts.size() == 1 ? columns : Value.merged(columns).columns());
    }

    private List<Column> select(List<Series> from, long lookback, VectorSelector selector, Grid grid, boolean times) {
        int size = grid.size();
        long[] references = references(selector.timing(), grid);
        long min = references[0] - lookback + 1;
        List<Column> columns = new ArrayList<>();
        SampleBuffer buffer = new SampleBuffer();
        for (Series series : from) {
            buffer.load(series, min, references[size - 1], context);
            if (buffer.size() == 0) {
                continue;
            }
            Column column = Column.absent(series.labels(), size);
            boolean any = false;
            int next = 0;
            for (int i = 0; i < size; i++) {
                while (next < buffer.size() && buffer.times()[next] <= references[i]) {
                    next++;
                }
                int last = next - 1;
                if (last >= 0 && buffer.times()[last] > references[i] - lookback
                        && !Column.isAbsent(buffer.values()[last])) {
                    column.values()[i] = times ? buffer.times()[last] / 1000.0 : buffer.values()[last];
                    any = true;
                }
            }
            if (any) {
                context.hold(size);
                columns.add(column);
            }
        }
        return columns;
    }

    long[] references(Expression.Timing timing, Grid grid) {
        long[] references = new long[grid.size()];
        for (int i = 0; i < references.length; i++) {
            references[i] = context.reference(timing, grid.time(i));
        }
        return references;
    }

    private List<Series> series(List<Matcher> matchers) {
        return limited(context.querier().select(matchers), matchers);
    }

    List<Series> points(List<Matcher> matchers, Rollup rollup) {
        return limited(context.querier().select(matchers, rollup), matchers);
    }

    private List<Series> limited(List<Series> found, List<Matcher> matchers) {
        if (found.size() > context.limits().seriesMax()) {
            throw QueryError.execution("the selector {" + matchers.stream().map(Matcher::toString).reduce(
                    (left, right) -> left + "," + right).orElse("") + "} matches " + found.size()
                    + " series, more than the limit of " + context.limits().seriesMax());
        }
        return found;
    }

    /** Takes the ranges of one series after another, each with a window that the visitor slides over the grid. */
    interface RangeVisitor {
        void visit(RangeSeries series);
    }

    /** Reads a range vector, series by series. Stale markers are left out. */
    void ranges(Expression expression, Grid grid, RangeVisitor visitor) {
        switch (expression.unwrapped()) {
            case MatrixSelector selector -> {
                long[] references = references(selector.vector().timing(), grid);
                SampleBuffer buffer = new SampleBuffer();
                for (Series series : series(selector.vector().matchers())) {
                    buffer.load(series, references[0] - selector.rangeMillis() + 1, references[grid.size() - 1],
                            context);
                    buffer.dropAbsent();
                    if (buffer.size() > 0) {
                        visitor.visit(new RangeSeries(series.labels(), buffer, references, selector.rangeMillis()));
                    }
                }
            }
            case Subquery subquery -> subquery(subquery, grid, visitor);
            default -> throw new BugException("no range vector: " + expression);
        }
    }

    private void subquery(Subquery subquery, Grid grid, RangeVisitor visitor) {
        long[] references = references(subquery.timing(), grid);
        Grid inner = subqueryGrid(subquery, references[0], references[grid.size() - 1]);
        if (inner.size() == 0) {
            return;
        }
        context.requireRoom(inner.size());
        SampleBuffer buffer = new SampleBuffer();
        for (Column column : vector(subquery.inner(), inner).columns()) {
            context.checkpoint();
            buffer.load(column, inner);
            if (buffer.size() > 0) {
                visitor.visit(new RangeSeries(column.labels(), buffer, references, subquery.rangeMillis()));
            }
        }
    }

    /** The multiples of the step within the range that opens left of the first and ends at the last reference. */
    static Grid subqueryGrid(Subquery subquery, long firstReference, long lastReference) {
        long step = subquery.stepMillis() == 0 ? SUBQUERY_STEP_MILLIS : subquery.stepMillis();
        long open = firstReference - subquery.rangeMillis();
        long start = step * (open / step);
        if (start <= open) {
            start += step;
        }
        long size = lastReference < start ? 0 : (lastReference - start) / step + 1;
        if (size > Integer.MAX_VALUE / 2) {
            throw QueryError.execution("query processing would load too many samples into memory in query execution");
        }
        return new Grid(start, step, (int) size);
    }
}
