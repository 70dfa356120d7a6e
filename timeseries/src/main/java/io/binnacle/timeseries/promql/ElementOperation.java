package io.binnacle.timeseries.promql;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.Binary;
import org.jspecify.annotations.Nullable;

/** A binary operator between two elements, numbers or histograms; keeps the last result. One thread. */
final class ElementOperation {

    /** What came of it. */
    enum Outcome {
        /** There is a result. */
        VALUE,
        /** A comparison that is not true. */
        UNTRUE,
        /** The operator does not go with such elements. */
        INCOMPATIBLE
    }

    private final Binary operation;
    private final BinaryOperator operator;
    private final QueryContext context;
    private double number;
    private @Nullable FloatHistogram histogram;

    ElementOperation(Binary operation, QueryContext context) {
        this.operation = operation;
        this.operator = operation.operator();
        this.context = context;
    }

    /** The result, unless it is a {@link #histogram()}; of a comparison, the left element. */
    double number() {
        return number;
    }

    @Nullable
    FloatHistogram histogram() {
        return histogram;
    }

    boolean delaysNames() {
        return context.features().delayedNameRemoval();
    }

    Outcome apply(double left, @Nullable FloatHistogram leftHistogram, double right,
            @Nullable FloatHistogram rightHistogram) {
        number = Value.Column.ABSENT;
        histogram = null;
        if (leftHistogram == null && rightHistogram == null) {
            return ofNumbers(left, right);
        }
        if (leftHistogram != null && rightHistogram != null) {
            return ofHistograms(leftHistogram, rightHistogram);
        }
        return leftHistogram != null
                ? ofHistogramAndNumber(leftHistogram, right)
                : ofNumberAndHistogram(left, rightHistogram);
    }

    private Outcome ofNumbers(double left, double right) {
        if (operator.isTrim()) {
            return incompatible("float", "float");
        }
        double value = operator.apply(left, right);
        if (!operator.isComparison()) {
            number = value;
            return Outcome.VALUE;
        }
        number = left;
        return value == 0 ? Outcome.UNTRUE : Outcome.VALUE;
    }

    private Outcome ofHistogramAndNumber(FloatHistogram left, double right) {
        FloatHistogram result = switch (operator) {
            case MULTIPLY -> left.times(right).compact();
            case DIVIDE -> left.dividedBy(right).compact();
            case TRIM_UPPER -> left.upTo(right);
            case TRIM_LOWER -> left.from(right);
            default -> null;
        };
        histogram = result;
        return result == null ? incompatible("histogram", "float") : Outcome.VALUE;
    }

    private Outcome ofNumberAndHistogram(double left, @Nullable FloatHistogram right) {
        if (operator != BinaryOperator.MULTIPLY || right == null) {
            return incompatible("float", "histogram");
        }
        histogram = right.times(left).compact();
        return Outcome.VALUE;
    }

    private Outcome ofHistograms(FloatHistogram left, FloatHistogram right) {
        return switch (operator) {
            case ADD -> summed(left.plus(right), "addition");
            case SUBTRACT -> summed(left.minus(right), "subtraction");
            case EQUAL, NOT_EQUAL -> {
                histogram = left;
                boolean wanted = operator == BinaryOperator.EQUAL;
                yield left.compact().isSame(right.compact()) == wanted ? Outcome.VALUE : Outcome.UNTRUE;
            }
            case AND, OR, UNLESS -> throw new BugException("no value of " + operator);
            default -> incompatible("histogram", "histogram");
        };
    }

    private Outcome summed(FloatHistogram.@Nullable Sum sum, String name) {
        if (sum == null) {
            context.warn("incompatible bucket layout encountered for binary operator " + operator, operation.span());
            return Outcome.INCOMPATIBLE;
        }
        if (sum.resetsCollide()) {
            context.warn(Remarks.collidingResets(name), operation.span());
        }
        if (sum.boundsReconciled()) {
            context.inform(Remarks.reconciledBounds(name), operation.span());
        }
        FloatHistogram result = sum.histogram().compact();
        histogram = operator == BinaryOperator.SUBTRACT ? result.with(CounterReset.GAUGE) : result;
        return Outcome.VALUE;
    }

    private Outcome incompatible(String left, String right) {
        context.inform("incompatible sample types encountered for binary operator "
                + Quoting.quote(operator.toString()) + ": " + left + " " + operator + " " + right, operation.span());
        return Outcome.INCOMPATIBLE;
    }
}
