package io.binnacle.timeseries.promql;

import io.binnacle.kernel.error.BugException;

/** An operator between two expressions; a higher precedence binds tighter. */
enum BinaryOperator {
    OR("or", 1), AND("and", 2), UNLESS("unless", 2), EQUAL("==", 3), NOT_EQUAL("!=", 3), LESS("<", 3), LESS_OR_EQUAL(
            "<=", 3), GREATER(">", 3), GREATER_OR_EQUAL(">=", 3), TRIM_UPPER("</", 3), TRIM_LOWER(">/",
                    3), ADD("+", 4), SUBTRACT("-",
                            4), MULTIPLY("*", 5), DIVIDE("/", 5), MODULO("%", 5), ATAN2("atan2", 5), POWER("^", 6);

    /** A unary sign binds as tightly as a multiplication, to its left. */
    static final int UNARY_PRECEDENCE = 6;

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    int precedence() {
        return precedence;
    }

    /** The least precedence that an operator to the right must have to take the right operand along. */
    int rightPrecedence() {
        return this == POWER ? precedence : precedence + 1;
    }

    boolean isSet() {
        return precedence <= 2;
    }

    boolean isComparison() {
        return precedence == 3 && !isTrim();
    }

    /** Whether it takes a part of a histogram away. */
    boolean isTrim() {
        return this == TRIM_UPPER || this == TRIM_LOWER;
    }

    /** Whether the result is another thing than what stands left of it, and so loses its name. */
    boolean changesMeaning() {
        return precedence > 3;
    }

    @Override
    public String toString() {
        return symbol;
    }

    /** The value; of a comparison, 1 or 0. */
    double apply(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> power(left, right);
            case ATAN2 -> Math.atan2(left, right);
            case EQUAL -> left == right ? 1 : 0;
            case NOT_EQUAL -> left != right ? 1 : 0;
            case LESS -> left < right ? 1 : 0;
            case LESS_OR_EQUAL -> left <= right ? 1 : 0;
            case GREATER -> left > right ? 1 : 0;
            case GREATER_OR_EQUAL -> left >= right ? 1 : 0;
            case TRIM_UPPER, TRIM_LOWER -> throw QueryError.execution(
                    "operator " + Quoting.quote(symbol) + " not allowed for Scalar operations");
            case AND, OR, UNLESS -> throw new BugException("no value of " + this);
        };
    }

    /** C's pow, which Go follows: 1 to any power is 1, and so is -1 to an infinite one; Java says NaN. */
    private static double power(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        return Math.pow(base, exponent);
    }
}
