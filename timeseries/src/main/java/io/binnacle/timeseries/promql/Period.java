package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.promql.Token.Span;

/** A duration that is calculated when a query is evaluated, as its step and range are only known then. */
sealed interface Period {

    /** In seconds. */
    double seconds(Grid query, boolean isRange);

    Span span();

    record Literal(Expression.NumberLiteral number) implements Period {
        @Override
        public double seconds(Grid query, boolean isRange) {
            return number.value();
        }

        @Override
        public Span span() {
            return number.span();
        }

        @Override
        public String toString() {
            return number.toString();
        }
    }

    /** {@code step()} or {@code range()}. */
    record OfQuery(boolean step, Span span) implements Period {
        @Override
        public double seconds(Grid query, boolean isRange) {
            if (step) {
                return isRange ? query.stepMillis() / 1000.0 : 0;
            }
            return (query.endMillis() - query.startMillis()) / 1000.0;
        }

        @Override
        public String toString() {
            return step ? "step()" : "range()";
        }
    }

    record Negative(Period inner, Span span) implements Period {
        @Override
        public double seconds(Grid query, boolean isRange) {
            return -inner.seconds(query, isRange);
        }

        @Override
        public String toString() {
            return "-" + inner;
        }
    }

    record Parens(Period inner, Span span) implements Period {
        @Override
        public double seconds(Grid query, boolean isRange) {
            return inner.seconds(query, isRange);
        }

        @Override
        public String toString() {
            return "(" + inner + ")";
        }
    }

    /** {@code min_of} or {@code max_of}. */
    record OfTwo(boolean least, Period left, Period right, Span span) implements Period {
        @Override
        public double seconds(Grid query, boolean isRange) {
            double a = left.seconds(query, isRange);
            double b = right.seconds(query, isRange);
            return least ? Math.min(a, b) : Math.max(a, b);
        }

        @Override
        public String toString() {
            return (least ? "min_of(" : "max_of(") + left + ", " + right + ")";
        }
    }

    record Arithmetic(BinaryOperator operator, Period left, Period right) implements Period {
        @Override
        public double seconds(Grid query, boolean isRange) {
            double divisor = right.seconds(query, isRange);
            if (divisor == 0 && (operator == BinaryOperator.DIVIDE || operator == BinaryOperator.MODULO)) {
                throw new ParseFault(span(), operator == BinaryOperator.DIVIDE ? "division by zero" : "modulo by zero");
            }
            return operator.apply(left.seconds(query, isRange), divisor);
        }

        @Override
        public Span span() {
            return left.span().to(right.span());
        }

        @Override
        public String toString() {
            return left + " " + operator + " " + right;
        }
    }
}
