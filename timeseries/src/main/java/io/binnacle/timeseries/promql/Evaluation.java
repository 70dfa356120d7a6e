package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.histogram.FloatHistogram;
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

    private final QueryContext context;
    private final Aggregation aggregation;
    private final RolledParts rolled;
    private final Selection selection;
    private final BinaryEvaluation binary;

    Evaluation(QueryContext context) {
        this.context = context;
        this.aggregation = new Aggregation(context);
        this.rolled = new RolledParts(context);
        this.selection = new Selection(context, rolled);
        this.binary = new BinaryEvaluation(context);
    }

    QueryContext context() {
        return context;
    }

    RolledParts rolled() {
        return rolled;
    }

    Selection selection() {
        return selection;
    }

    Value evaluate(Expression expression, Grid grid) {
        context.checkpoint();
        QueryTrace trace = context.trace();
        if (trace == null) {
            return evaluated(expression, grid);
        }
        QueryTrace.Mark mark = trace.begin(expression, grid, context);
        Value value = evaluated(expression, grid);
        trace.end(mark, value, context);
        return value;
    }

    private Value evaluated(Expression expression, Grid grid) {
        if (grid.size() > 1 && Tree.isFixed(expression)) {
            return spread(evaluate(expression, grid.first()), grid.size());
        }
        return switch (expression) {
            case Expression.NumberLiteral number -> ScalarFunctions.constant(number.value(), grid);
            case Expression.StringLiteral text -> new Value.Text(text.value());
            case Expression.Parens parens -> evaluate(parens.inner(), grid);
            case VectorSelector selector -> selection.values(selector, grid);
            case Expression.Unary unary -> unary(unary, grid);
            case Expression.Binary operation ->
                binary.evaluate(operation, evaluate(operation.left(), grid), evaluate(operation.right(), grid));
            case Expression.Aggregate aggregate -> aggregate(aggregate, grid);
            case Expression.Call call -> call.function().evaluator().evaluate(call, grid, this);
            case MatrixSelector selector -> throw new BugException("a range outside a function: " + selector);
            case Subquery subquery -> throw new BugException("a subquery outside a function: " + subquery);
        };
    }

    /** What is so at one step, at each of so many. */
    private Value spread(Value value, int size) {
        return switch (value) {
            case Value.Scalar scalar -> new Value.Scalar(spread(scalar.values()[0], size));
            case Value.Text text -> text;
            case Value.Vector vector -> {
                List<Column> columns = new ArrayList<>(vector.columns().size());
                for (Column column : vector.columns()) {
                    FloatHistogram histogram = column.histogram(0);
                    FloatHistogram[] histograms = histogram == null ? null : new FloatHistogram[size];
                    if (histograms != null) {
                        Arrays.fill(histograms, histogram);
                    }
                    context.hold(size + (histogram == null ? 0 : histogram.weight()));
                    columns.add(new Column(column.labels(), column.dropsName(), spread(column.values()[0], size),
                            histograms));
                }
                yield new Value.Vector(columns);
            }
        };
    }

    private static double[] spread(double value, int size) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
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

    private Value unary(Expression.Unary unary, Grid grid) {
        Value inner = evaluate(unary.inner(), grid);
        if (!unary.negative()) {
            return inner;
        }
        return switch (inner) {
            case Value.Scalar scalar -> new Value.Scalar(negated(scalar.values()));
            case Value.Vector vector -> {
                List<Column> columns = new ArrayList<>();
                for (Column column : vector.columns()) {
                    columns.add(negated(column).renamed(context));
                }
                yield Value.merged(columns);
            }
            case Value.Text text -> throw new BugException("a sign before " + text);
        };
    }

    private static double[] negated(double[] values) {
        double[] negated = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            negated[i] = Column.isAbsent(values[i]) ? values[i] : -values[i];
        }
        return negated;
    }

    private static Column negated(Column column) {
        if (!column.hasHistograms()) {
            return column.with(negated(column.values()));
        }
        ResultColumn result = new ResultColumn(column.labels(), column.values().length);
        result.dropName(column.dropsName());
        for (int i = 0; i < column.values().length; i++) {
            FloatHistogram histogram = column.histogram(i);
            if (histogram != null) {
                result.put(i, histogram.times(-1));
            } else if (column.hasNumber(i)) {
                result.put(i, -column.values()[i]);
            }
        }
        return result.column();
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
        Value streamed = StreamedAggregation.of(aggregate, numbers, grid, this);
        if (streamed != null) {
            return streamed;
        }
        return aggregation.evaluate(aggregate, vector(aggregate.inner(), grid), numbers, text, grid.size());
    }

    /** Takes the ranges of one series after another, each with a window that the visitor slides over the grid. */
    interface RangeVisitor {
        /** @param dropsName of a series of a subquery, which may lose its name at the end of the query */
        void visit(Labels labels, boolean dropsName, RangeSeries range);
    }

    /** Reads a range vector, series by series. Stale markers are left out. */
    void ranges(Expression expression, Grid grid, RangeVisitor visitor) {
        switch (expression.unwrapped()) {
            case MatrixSelector selector -> {
                RangeWindow window = RangeWindow.of(context.references(selector.vector().timing(), grid), selector,
                        context);
                SampleBuffer buffer = context.buffer(selector.vector());
                for (Series series : selection.series(selector.vector().matchers())) {
                    buffer.load(series, window.minMillis(), window.maxMillis(), context);
                    buffer.dropAbsent();
                    if (context.features().startTimestamps()) {
                        buffer.loadStartTimes(series, context.reader());
                    }
                    if (!buffer.isEmpty()) {
                        visitor.visit(series.labels(), false, new RangeSeries(buffer, window));
                    }
                }
            }
            case Subquery subquery -> subquery(subquery, grid, visitor);
            default -> throw new BugException("no range vector: " + expression);
        }
    }

    private void subquery(Subquery subquery, Grid grid, RangeVisitor visitor) {
        long[] references = context.references(subquery.timing(), grid);
        Grid inner = subqueryGrid(subquery, context.limits(), references[0], references[grid.size() - 1]);
        if (inner.size() == 0) {
            return;
        }
        context.requireRoom(inner.size());
        RangeWindow window = new RangeWindow(references, subquery.rangeMillis(), 0, 0);
        SampleBuffer buffer = new SampleBuffer();
        Value value = ofSubquery(subquery, inner);
        List<Column> columns = value instanceof Value.Vector vector ? vector.columns() : List.of();
        for (Column column : columns) {
            context.checkpoint();
            buffer.load(column, inner);
            buffer.forgetResets();
            if (!buffer.isEmpty()) {
                visitor.visit(column.labels(), column.dropsName(), new RangeSeries(buffer, window));
            }
        }
    }

    private Value ofSubquery(Subquery subquery, Grid inner) {
        QueryTrace trace = context.trace();
        if (trace == null) {
            return evaluate(subquery.inner(), inner);
        }
        QueryTrace.Mark mark = trace.begin(subquery, inner, context);
        Value value = evaluate(subquery.inner(), inner);
        trace.end(mark, value, context);
        return value;
    }

    /** The multiples of the step within the range that opens left of the first and ends at the last reference. */
    static Grid subqueryGrid(Subquery subquery, PromqlLimits limits, long firstReference, long lastReference) {
        long step = subquery.stepMillis() == 0 ? limits.subqueryStep().toMillis() : subquery.stepMillis();
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
