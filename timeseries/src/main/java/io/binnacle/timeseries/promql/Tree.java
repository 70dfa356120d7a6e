package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.binnacle.timeseries.promql.Expression.At;
import io.binnacle.timeseries.promql.Expression.Extent;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.Subquery;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import org.jspecify.annotations.Nullable;

/** Changes of whole expressions. */
final class Tree {

    /** Functions whose result depends on when they are evaluated, even if their arguments do not. */
    private static final List<String> OF_THE_TIME = List.of("days_in_month", "day_of_month", "day_of_week",
            "day_of_year", "hour", "minute", "month", "year", "predict_linear", "time", "timestamp", "start", "end",
            "step", "range");

    private Tree() {
    }

    /** That expression with all direct parts replaced. */
    private static Expression rebuilt(Expression expression, UnaryOperator<Expression> change) {
        return switch (expression) {
            case Expression.Parens parens -> new Expression.Parens(change.apply(parens.inner()), parens.span());
            case Expression.Unary unary ->
                new Expression.Unary(unary.negative(), change.apply(unary.inner()), unary.span());
            case Expression.Binary binary -> new Expression.Binary(binary.operator(), change.apply(binary.left()),
                    change.apply(binary.right()), binary.returnBool(), binary.matching(), binary.operatorSpan(),
                    binary.span());
            case Expression.Aggregate aggregate -> new Expression.Aggregate(aggregate.operator(),
                    change.apply(aggregate.inner()),
                    aggregate.parameter() == null ? null : change.apply(aggregate.parameter()), aggregate.labels(),
                    aggregate.without(), aggregate.span());
            case Expression.Call call -> new Expression.Call(call.function(),
                    call.arguments().stream().map(change).toList(), call.span());
            case Subquery subquery -> new Subquery(change.apply(subquery.inner()), subquery.extent(),
                    subquery.timing(), subquery.span());
            default -> expression;
        };
    }

    /** The direct parts, from left to right. */
    static List<Expression> parts(Expression expression) {
        List<Expression> parts = new ArrayList<>();
        rebuilt(expression, part -> {
            parts.add(part);
            return part;
        });
        return parts;
    }

    /** All parts, each before its own parts, from left to right. */
    static void visit(Expression expression, Consumer<Expression> visitor) {
        visitor.accept(expression);
        rebuilt(expression, part -> {
            visit(part, visitor);
            return part;
        });
    }

    /** With all durations calculated. */
    static Expression timed(Expression expression, Grid query, boolean isRange) {
        Expression inside = rebuilt(expression, part -> timed(part, query, isRange));
        return switch (inside) {
            case VectorSelector selector ->
                selector.with(timed(selector.timing(), query, isRange), selector.span());
            case MatrixSelector selector -> {
                Period range = selector.range();
                MatrixSelector known = range == null
                        ? selector
                        : new MatrixSelector(selector.vector(), positive(range, query, isRange), null,
                                selector.span());
                yield known.with(timed(known.vector().timing(), query, isRange), known.span());
            }
            case Subquery subquery -> {
                Extent extent = subquery.extent();
                Period range = extent.range();
                Period step = extent.step();
                Extent known = new Extent(range == null ? extent.rangeMillis() : positive(range, query, isRange), null,
                        step == null ? extent.stepMillis() : positive(step, query, isRange), null);
                yield new Subquery(subquery.inner(), known, timed(subquery.timing(), query, isRange),
                        subquery.span());
            }
            default -> inside;
        };
    }

    private static Timing timed(Timing timing, Grid query, boolean isRange) {
        Period offset = timing.offset();
        return offset == null ? timing : new Timing(millis(offset, query, isRange), null, timing.at());
    }

    private static long positive(Period period, Grid query, boolean isRange) {
        if (!(period.seconds(query, isRange) > 0)) {
            throw new ParseFault(period.span(), "duration must be greater than 0");
        }
        return millis(period, query, isRange);
    }

    private static long millis(Period period, Grid query, boolean isRange) {
        double millis = period.seconds(query, isRange) * 1000;
        if (!(Math.abs(millis) < Long.MAX_VALUE / 1_000_000.0)) {
            throw new ParseFault(period.span(), "duration is out of range");
        }
        return (long) millis;
    }

    /**
     * With every selector that looks at no fixed time pinned to that one; null when a function in it depends on the time of
     * evaluation. Selectors within a subquery stay as they are.
     */
    static @Nullable Expression pinned(Expression expression, long millis) {
        if (expression instanceof Expression.Call call && OF_THE_TIME.contains(call.function().name())) {
            return null;
        }
        At at = new At(At.Kind.FIXED, millis);
        return switch (expression) {
            case VectorSelector selector -> pinned(selector, selector.timing(), at);
            case MatrixSelector selector -> pinned(selector, selector.vector().timing(), at);
            case Subquery subquery -> pinned(subquery, subquery.timing(), at);
            default -> {
                boolean[] unpinnable = new boolean[1];
                Expression changed = rebuilt(expression, part -> {
                    Expression pinned = pinned(part, millis);
                    unpinnable[0] |= pinned == null;
                    return pinned == null ? part : pinned;
                });
                yield unpinnable[0] ? null : changed;
            }
        };
    }

    private static Expression pinned(Expression expression, Timing timing, At at) {
        return timing.at() != null
                ? expression
                : expression.with(new Timing(timing.offsetMillis(), timing.offset(), at), expression.span());
    }

    /**
     * Whether the expression looks at samples, and only at those of fixed times, so that it is worth the same at each step.
     * {@code info} looks at other series than its argument's.
     */
    static boolean isFixed(Expression expression) {
        boolean[] found = new boolean[2];
        seekTimes(expression, found);
        return found[0] && !found[1];
    }

    /** @param found whether there are fixed times, and whether there is what depends on the step */
    private static void seekTimes(Expression expression, boolean[] found) {
        switch (expression) {
            case VectorSelector selector -> found[selector.timing().at() == null ? 1 : 0] = true;
            case MatrixSelector selector -> found[selector.vector().timing().at() == null ? 1 : 0] = true;
            case Subquery subquery -> found[subquery.timing().at() == null ? 1 : 0] = true;
            default -> {
                if (expression instanceof Expression.Call call && (OF_THE_TIME.contains(call.function().name())
                        || call.function().name().equals("info"))) {
                    found[1] = true;
                }
                rebuilt(expression, part -> {
                    seekTimes(part, found);
                    return part;
                });
            }
        }
    }
}
