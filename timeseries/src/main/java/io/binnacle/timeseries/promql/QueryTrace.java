package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.binnacle.timeseries.promql.Explanation.Kind;
import io.binnacle.timeseries.promql.Explanation.Step;
import io.binnacle.timeseries.promql.Explanation.Timings;

/**
 * Notes what each part of an expression takes while it is evaluated. Parts that are evaluated with the one around them are noted when
 * that ends. One thread.
 */
final class QueryTrace {

    /** A part that is under way. */
    record Mark(int place, int depth, Expression expression, Grid grid, Usage.Reading before, long nanos) {}

    private final List<Step> steps = new ArrayList<>();
    private int depth;
    private long samplesPeak;

    /** How many samples the query held at once at most. */
    void peak(long samples) {
        samplesPeak = samples;
    }

    long peak() {
        return samplesPeak;
    }

    Mark begin(Expression expression, Grid grid, QueryContext context) {
        Mark mark = new Mark(steps.size(), depth++, expression, grid, context.reading(), System.nanoTime());
        steps.add(step(mark, Usage.Reading.NONE, 0));
        return mark;
    }

    void end(Mark mark, Value value, QueryContext context) {
        end(mark, value instanceof Value.Vector vector ? vector.columns().size() : 1, context);
    }

    /** Forgets that part, and what is in it: it is evaluated in another way. */
    void forget(Mark mark) {
        depth = mark.depth();
        steps.subList(mark.place(), steps.size()).clear();
    }

    void end(Mark mark, int results, QueryContext context) {
        depth = mark.depth();
        Usage.Reading read = context.reading().minus(mark.before());
        steps.set(mark.place(), step(mark, read, results));
        fuse(mark, read);
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    private static Step step(Mark mark, Usage.Reading read, int results) {
        return new Step(kind(mark.expression()), mark.depth(), mark.expression().toString(), false, mark.grid().size(),
                read.series(), read.samples(), results, new Timings(Duration.ofNanos(System.nanoTime() - mark.nanos()),
                        Duration.ofNanos(read.findingNanos()), Duration.ofNanos(read.readingNanos())));
    }

    /** Adds the parts that were not evaluated by themselves; what they read is what the others did not. */
    private void fuse(Mark mark, Usage.Reading whole) {
        Usage.Reading rest = whole;
        Set<String> noted = new HashSet<>();
        for (Step step : steps.subList(mark.place() + 1, steps.size())) {
            if (step.depth() == mark.depth() + 1) {
                noted.add(step.expression());
                rest = rest.minus(Usage.Reading.of(step));
            }
        }
        if (noted.contains(mark.expression().toString())) {
            return; // the same at one time, for all
        }
        for (Expression part : Tree.parts(mark.expression())) {
            if (!noted.contains(part.toString())) {
                fused(part, mark.depth() + 1, mark.grid().size(), rest);
            }
        }
    }

    private void fused(Expression expression, int itsDepth, int times, Usage.Reading read) {
        boolean reads = expression.type() == Expression.ValueType.VECTOR
                || expression.type() == Expression.ValueType.MATRIX;
        Usage.Reading its = reads ? read : Usage.Reading.NONE;
        steps.add(new Step(kind(expression), itsDepth, expression.toString(), true, times, its.series(), its.samples(),
                reads ? its.series() : 1, new Timings(Duration.ofNanos(its.findingNanos() + its.readingNanos()),
                        Duration.ofNanos(its.findingNanos()), Duration.ofNanos(its.readingNanos()))));
        for (Expression part : Tree.parts(expression)) {
            fused(part, itsDepth + 1, times, its);
        }
    }

    private static Kind kind(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> Kind.NUMBER;
            case Expression.StringLiteral text -> Kind.STRING;
            case Expression.VectorSelector selector -> Kind.SELECTOR;
            case Expression.MatrixSelector selector -> Kind.RANGE_SELECTOR;
            case Expression.Subquery subquery -> Kind.SUBQUERY;
            case Expression.Call call -> Kind.FUNCTION;
            case Expression.Aggregate aggregate -> Kind.AGGREGATION;
            case Expression.Binary operation -> Kind.OPERATOR;
            case Expression.Unary sign -> Kind.SIGN;
            case Expression.Parens parentheses -> Kind.PARENTHESES;
        };
    }
}
