package io.binnacle.timeseries.promql;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Expression.At;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Cardinality;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.NumberLiteral;
import io.binnacle.timeseries.promql.Expression.Parens;
import io.binnacle.timeseries.promql.Expression.StringLiteral;
import io.binnacle.timeseries.promql.Expression.Subquery;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Expression.Unary;
import io.binnacle.timeseries.promql.Expression.ValueType;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import org.jspecify.annotations.Nullable;

/** An expression as maps, lists, texts and numbers, under the names of Prometheus' {@code parse_query}. */
final class SyntaxTree {

    private SyntaxTree() {
    }

    static Map<String, @Nullable Object> of(Expression expression) {
        Map<String, @Nullable Object> node = new TreeMap<>();
        node.put("type", type(expression));
        switch (expression) {
            case NumberLiteral number -> node.put("val", number(number.value()));
            case StringLiteral text -> node.put("val", text.value());
            case Parens parens -> node.put("expr", of(parens.inner()));
            case Unary unary -> {
                node.put("op", unary.negative() ? "-" : "+");
                node.put("expr", of(unary.inner()));
            }
            case VectorSelector selector -> select(node, selector);
            case MatrixSelector selector -> {
                select(node, selector.vector());
                node.put("range", selector.rangeMillis());
            }
            case Subquery subquery -> {
                node.put("expr", of(subquery.inner()));
                node.put("range", subquery.rangeMillis());
                node.put("step", subquery.stepMillis());
                time(node, subquery.timing());
            }
            case Binary binary -> {
                node.put("op", binary.operator().toString());
                node.put("lhs", of(binary.left()));
                node.put("rhs", of(binary.right()));
                node.put("bool", binary.returnBool());
                node.put("matching", matching(binary));
            }
            case Aggregate aggregate -> {
                node.put("op", aggregate.operator());
                node.put("expr", of(aggregate.inner()));
                Expression parameter = aggregate.parameter();
                node.put("param", parameter == null ? null : of(parameter));
                node.put("grouping", aggregate.labels());
                node.put("without", aggregate.without());
            }
            case Call call -> {
                node.put("func", function(call.function()));
                node.put("args", call.arguments().stream().map(SyntaxTree::of).toList());
            }
        }
        return node;
    }

    private static String type(Expression expression) {
        return switch (expression) {
            case NumberLiteral number -> "numberLiteral";
            case StringLiteral text -> "stringLiteral";
            case Parens parens -> "parenExpr";
            case Unary unary -> "unaryExpr";
            case VectorSelector selector -> "vectorSelector";
            case MatrixSelector selector -> "matrixSelector";
            case Subquery subquery -> "subquery";
            case Binary binary -> "binaryExpr";
            case Aggregate aggregate -> "aggregation";
            case Call call -> "call";
        };
    }

    /** As Go prints a float without an exponent, in as few digits as tell it. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static void select(Map<String, @Nullable Object> node, VectorSelector selector) {
        node.put("name", selector.name());
        node.put("matchers", selector.matchers().stream().map(SyntaxTree::matcher).toList());
        node.put("anchored", selector.extension() == Extension.ANCHORED);
        node.put("smoothed", selector.extension() == Extension.SMOOTHED);
        time(node, selector.timing());
    }

    private static Map<String, String> matcher(Matcher matcher) {
        return new TreeMap<>(Map.of("name", matcher.name(), "value", matcher.value(), "type",
                matcher.operator().symbol()));
    }

    private static void time(Map<String, @Nullable Object> node, Timing timing) {
        At at = timing.at();
        node.put("offset", timing.offsetMillis());
        node.put("timestamp", at == null || at.kind() != At.Kind.FIXED ? null : at.millis());
        node.put("startOrEnd",
                at == null || at.kind() == At.Kind.FIXED ? null : at.kind().name().toLowerCase(Locale.ROOT));
    }

    /** Between two vectors only. */
    private static @Nullable Map<String, @Nullable Object> matching(Binary binary) {
        if (binary.left().type() == ValueType.SCALAR || binary.right().type() == ValueType.SCALAR) {
            return null;
        }
        Map<String, @Nullable Object> matching = new TreeMap<>();
        matching.put("card", card(binary.matching().cardinality()));
        matching.put("labels", binary.matching().labels());
        matching.put("on", binary.matching().on());
        matching.put("include", binary.matching().include());
        Map<String, @Nullable Object> fill = new TreeMap<>();
        fill.put("lhs", binary.matching().fill().left());
        fill.put("rhs", binary.matching().fill().right());
        matching.put("fillValues", fill);
        return matching;
    }

    private static String card(Cardinality cardinality) {
        return cardinality.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> function(Function function) {
        return new TreeMap<>(Map.of("name", function.name(), "argTypes",
                List.copyOf(function.parameters().stream().map(ValueType::symbol).toList()), "variadic",
                function.optional(), "returnType", function.returns().symbol()));
    }
}
