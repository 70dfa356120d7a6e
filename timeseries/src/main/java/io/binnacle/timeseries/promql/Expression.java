package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.timeseries.promql.Token.Span;
import org.jspecify.annotations.Nullable;

/** A query as a tree; {@code toString} prints it in Prometheus' form. */
sealed interface Expression {

    /** PromQL's four types. */
    enum ValueType {
        SCALAR("scalar"), VECTOR("instant vector"), MATRIX("range vector"), STRING("string");

        private final String text;

        ValueType(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Span span();

    ValueType type();

    /** This without the parentheses around it. */
    default Expression unwrapped() {
        return this instanceof Parens parens ? parens.inner().unwrapped() : this;
    }

    record NumberLiteral(double value, boolean duration, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }

        @Override
        public String toString() {
            return duration ? signedDuration(Math.round(value * 1000)) : NumberText.format(value);
        }
    }

    record StringLiteral(String value, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }

        @Override
        public String toString() {
            return Quoting.quote(value);
        }
    }

    /** A fixed time, or an end of the query's range. */
    record At(Kind kind, long millis) {

        enum Kind {
            FIXED, START, END
        }

        @Override
        public String toString() {
            return switch (kind) {
                case FIXED -> String.format(Locale.ROOT, "%.3f", millis / 1000.0);
                case START -> "start()";
                case END -> "end()";
            };
        }
    }

    /** Which time a selector or subquery looks at. */
    record Timing(long offsetMillis, @Nullable At at) {

        static final Timing NOW = new Timing(0, null);

        @Override
        public String toString() {
            String text = at == null ? "" : " @ " + at;
            return offsetMillis == 0 ? text : text + " offset " + signedDuration(offsetMillis);
        }
    }

    /** @param matchers with the one for the metric's name, when there is one */
    record VectorSelector(String name, List<Matcher> matchers, Timing timing, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }

        String body() {
            List<String> inside = new ArrayList<>();
            boolean plainName = Quoting.isLegacyMetric(name);
            if (!plainName && !name.isEmpty()) {
                inside.add(Quoting.quote(name));
            }
            boolean nameLeft = !name.isEmpty();
            for (Matcher matcher : matchers) {
                if (nameLeft && matcher.name().equals(Label.METRIC_NAME) && matcher.value().equals(name)) {
                    nameLeft = false;
                } else {
                    inside.add(label(matcher.name()) + matcher.operator().symbol() + Quoting.quote(matcher.value()));
                }
            }
            String braces = inside.isEmpty() ? "" : "{" + String.join(",", inside) + "}";
            return plainName ? name + braces : braces;
        }

        @Override
        public String toString() {
            return body() + timing;
        }
    }

    record MatrixSelector(VectorSelector vector, long rangeMillis, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }

        @Override
        public String toString() {
            return vector.body() + "[" + duration(rangeMillis) + "]" + vector.timing();
        }
    }

    /** @param stepMillis 0 means the default */
    record Subquery(Expression inner, long rangeMillis, long stepMillis, Timing timing, Span span)
            implements
                Expression {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }

        @Override
        public String toString() {
            return inner + "[" + duration(rangeMillis) + ":" + (stepMillis == 0 ? "" : duration(stepMillis)) + "]"
                    + timing;
        }
    }

    record Unary(boolean negative, Expression inner, Span span) implements Expression {
        @Override
        public ValueType type() {
            return inner.type();
        }

        @Override
        public String toString() {
            return (negative ? "-" : "+") + inner;
        }
    }

    record Parens(Expression inner, Span span) implements Expression {
        @Override
        public ValueType type() {
            return inner.type();
        }

        @Override
        public String toString() {
            return "(" + inner + ")";
        }
    }

    /** How many elements of a side may meet how many of the other. */
    enum Cardinality {
        ONE_TO_ONE, MANY_TO_ONE, ONE_TO_MANY, MANY_TO_MANY
    }

    /** Which elements of two vectors meet. */
    record Matching(Cardinality cardinality, boolean on, List<String> labels, List<String> include) {

        @Override
        public String toString() {
            boolean grouped = cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_MANY;
            if (labels.isEmpty() && !on && !grouped) {
                return "";
            }
            String text = (on ? " on (" : " ignoring (") + names(labels) + ")";
            return grouped
                    ? text + (cardinality == Cardinality.MANY_TO_ONE ? " group_left (" : " group_right (")
                            + names(include) + ")"
                    : text;
        }
    }

    record Binary(BinaryOperator operator, Expression left, Expression right, boolean returnBool, Matching matching,
            Span operatorSpan, Span span) implements Expression {
        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.VECTOR;
        }

        @Override
        public String toString() {
            return left + " " + operator + (returnBool ? " bool" : "") + matching + " " + right;
        }
    }

    /** @param parameter of {@code topk} and the like */
    record Aggregate(String operator, Expression inner, @Nullable Expression parameter, List<String> labels,
            boolean without, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }

        @Override
        public String toString() {
            String grouping = without
                    ? " without (" + names(labels) + ") "
                    : labels.isEmpty() ? "" : " by (" + names(labels) + ") ";
            return operator + grouping + "(" + (parameter == null ? "" : parameter + ", ") + inner + ")";
        }
    }

    record Call(Function function, List<Expression> arguments, Span span) implements Expression {
        @Override
        public ValueType type() {
            return function.returns();
        }

        @Override
        public String toString() {
            return function.name()
                    + arguments.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    private static String duration(long millis) {
        return DurationText.format(Duration.ofMillis(millis));
    }

    private static String signedDuration(long millis) {
        return millis < 0 ? "-" + duration(-millis) : duration(millis);
    }

    private static String names(List<String> labels) {
        return labels.stream().map(Expression::label).collect(Collectors.joining(", "));
    }

    private static String label(String name) {
        return Quoting.isLegacyLabel(name) ? name : Quoting.quote(name);
    }
}
