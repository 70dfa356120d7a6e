package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.timeseries.histogram.FloatText;
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

        /** Prometheus' short name. */
        String symbol() {
            return name().toLowerCase(Locale.ROOT);
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

    /** The selector or subquery looking at another time; anything else as it is. */
    default Expression with(Timing timing, Span newSpan) {
        return switch (this) {
            case VectorSelector selector -> new VectorSelector(selector.name(), selector.matchers(), timing,
                    selector.extension(), newSpan);
            case MatrixSelector selector -> {
                VectorSelector vector = selector.vector();
                yield new MatrixSelector(new VectorSelector(vector.name(), vector.matchers(), timing,
                        vector.extension(), vector.span()), selector.rangeMillis(), selector.range(), newSpan);
            }
            case Subquery subquery -> new Subquery(subquery.inner(), subquery.extent(), timing, newSpan);
            default -> this;
        };
    }

    record NumberLiteral(double value, boolean duration, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }

        @Override
        public String toString() {
            return duration ? signedDuration(Math.round(value * 1000)) : FloatText.shortest(value);
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

    /**
     * Which time a selector or subquery looks at.
     *
     * @param offset what the offset is calculated from; null when it is known
     */
    record Timing(long offsetMillis, @Nullable Period offset, @Nullable At at) {

        static final Timing NOW = new Timing(0, null, null);

        boolean hasOffset() {
            return offsetMillis != 0 || offset != null;
        }

        @Override
        public String toString() {
            String text = at == null ? "" : " @ " + at;
            if (offset != null) {
                return text + " offset " + offset;
            }
            return offsetMillis == 0 ? text : text + " offset " + signedDuration(offsetMillis);
        }
    }

    /** What a selector takes in beyond its range, to know the value at the range's ends. */
    enum Extension {
        NONE, ANCHORED, SMOOTHED;

        @Override
        public String toString() {
            return this == NONE ? "" : " " + name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param matchers with the one for the metric's name, when there is one */
    record VectorSelector(String name, List<Matcher> matchers, Timing timing, Extension extension, Span span)
            implements
                Expression {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }

        /** The name of the metric that all its series have; empty when they may have several. */
        String metric() {
            for (Matcher matcher : matchers) {
                if (matcher.name().equals(Label.METRIC_NAME) && matcher.operator() == Matcher.Operator.EQUAL) {
                    return matcher.value();
                }
            }
            return "";
        }

        String body() {
            List<String> inside = new ArrayList<>();
            List<String> others = new ArrayList<>();
            boolean plainName = Quoting.isLegacyMetric(name);
            if (!plainName && !name.isEmpty()) {
                inside.add(Quoting.quote(name));
            }
            boolean nameLeft = !name.isEmpty();
            for (Matcher matcher : matchers) {
                if (nameLeft && matcher.name().equals(Label.METRIC_NAME) && matcher.value().equals(name)) {
                    nameLeft = false;
                } else {
                    others.add(label(matcher.name()) + matcher.operator().symbol() + Quoting.quote(matcher.value()));
                }
            }
            Collections.sort(others);
            inside.addAll(others);
            String braces = inside.isEmpty() ? "" : "{" + String.join(",", inside) + "}";
            return plainName ? name + braces : braces;
        }

        @Override
        public String toString() {
            return body() + extension + timing;
        }
    }

    /** @param range what the range is calculated from; null when it is known */
    record MatrixSelector(VectorSelector vector, long rangeMillis, @Nullable Period range, Span span)
            implements
                Expression {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }

        @Override
        public String toString() {
            return vector.body() + "[" + (range == null ? duration(rangeMillis) : range) + "]" + vector.extension()
                    + vector.timing();
        }
    }

    /**
     * How far a subquery goes back, in which steps.
     *
     * @param stepMillis 0 means the default
     * @param range what the range is calculated from; null when it is known; so is {@code step}
     */
    record Extent(long rangeMillis, @Nullable Period range, long stepMillis, @Nullable Period step) {
        @Override
        public String toString() {
            return "[" + (range == null ? duration(rangeMillis) : range) + ":"
                    + (step != null ? step : stepMillis == 0 ? "" : duration(stepMillis)) + "]";
        }
    }

    record Subquery(Expression inner, Extent extent, Timing timing, Span span) implements Expression {

        long rangeMillis() {
            return extent.rangeMillis();
        }

        long stepMillis() {
            return extent.stepMillis();
        }

        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }

        @Override
        public String toString() {
            return inner.toString() + extent + timing;
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

    /** What stands for a partner that is missing on that side; null where nothing does. */
    record Fill(@Nullable Double left, @Nullable Double right) {

        static final Fill NONE = new Fill(null, null);

        boolean isNone() {
            return left == null && right == null;
        }

        @Override
        public String toString() {
            if (left != null && left.equals(right)) {
                return " fill (" + FloatText.shortest(left) + ")";
            }
            return (left == null ? "" : " fill_left (" + FloatText.shortest(left) + ")")
                    + (right == null ? "" : " fill_right (" + FloatText.shortest(right) + ")");
        }
    }

    /** Which elements of two vectors meet. */
    record Matching(Cardinality cardinality, boolean on, List<String> labels, List<String> include, Fill fill) {

        @Override
        public String toString() {
            return matched() + fill;
        }

        private String matched() {
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

        /** The operator and how the sides meet. */
        String head() {
            return operator + (returnBool ? " bool" : "") + matching;
        }

        @Override
        public String toString() {
            return left + " " + head() + " " + right;
        }
    }

    /** @param parameter of {@code topk} and the like */
    record Aggregate(String operator, Expression inner, @Nullable Expression parameter, List<String> labels,
            boolean without, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }

        /** The operator and its grouping. */
        String head() {
            return operator + (without
                    ? " without (" + names(labels) + ") "
                    : labels.isEmpty() ? "" : " by (" + names(labels) + ") ");
        }

        @Override
        public String toString() {
            return head() + "(" + (parameter == null ? "" : parameter + ", ") + inner + ")";
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
