package io.binnacle.timeseries.promql;

import java.util.List;
import java.util.Map;

import io.binnacle.timeseries.promql.Expression.Cardinality;
import io.binnacle.timeseries.promql.Expression.Matching;
import io.binnacle.timeseries.promql.Expression.ValueType;
import org.jspecify.annotations.Nullable;

/** Refuses expressions whose parts do not fit together, in Prometheus' words and order. */
final class TypeCheck {

    private static final Map<String, ValueType> PARAMETERS = Map.of("topk", ValueType.SCALAR, "bottomk",
            ValueType.SCALAR, "quantile",
            ValueType.SCALAR, "limitk", ValueType.SCALAR, "limit_ratio", ValueType.SCALAR, "count_values",
            ValueType.STRING);

    /** The type of an aggregation's parameter; null when it has none. */
    static @Nullable ValueType parameterOf(String aggregator) {
        return PARAMETERS.get(aggregator);
    }

    Expression check(Expression expression) {
        switch (expression) {
            case Expression.NumberLiteral number -> {
                return number;
            }
            case Expression.StringLiteral text -> {
                return text;
            }
            case Expression.Parens parens -> check(parens.inner());
            case Expression.VectorSelector selector -> selector(selector);
            case Expression.MatrixSelector selector -> selector(selector.vector());
            case Expression.Subquery subquery -> {
                check(subquery.inner());
                if (subquery.inner().type() != ValueType.VECTOR) {
                    throw new ParseFault(subquery.span(),
                            "subquery is only allowed on instant vector, got " + subquery.inner().type().symbol()
                                    + " instead");
                }
            }
            case Expression.Unary unary -> {
                check(unary.inner());
                if (unary.type() != ValueType.SCALAR && unary.type() != ValueType.VECTOR) {
                    throw new ParseFault(unary.span(), "unary expression only allowed on expressions of type scalar or"
                            + " instant vector, got " + Quoting.quote(unary.type().toString()));
                }
            }
            case Expression.Binary binary -> binary(binary);
            case Expression.Aggregate aggregate -> aggregate(aggregate);
            case Expression.Call call -> call(call);
        }
        return expression;
    }

    private void selector(Expression.VectorSelector selector) {
        if (selector.matchers().stream().allMatch(matcher -> matcher.matchesValue(""))) {
            throw new ParseFault(selector.span(), "vector selector must contain at least one non-empty matcher");
        }
    }

    private void aggregate(Expression.Aggregate aggregate) {
        expect(aggregate.inner(), ValueType.VECTOR, "aggregation expression");
        ValueType parameterType = parameterOf(aggregate.operator());
        Expression parameter = aggregate.parameter();
        if (parameterType != null && parameter != null) {
            expect(parameter, parameterType, "aggregation parameter");
        }
    }

    private void call(Expression.Call call) {
        Function function = call.function();
        List<Expression> arguments = call.arguments();
        String wanted = null;
        if (arguments.size() < function.argumentsMin()) {
            wanted = (function.optional() == 0 ? "expected " : "expected at least ") + function.argumentsMin();
        } else if (arguments.size() > function.argumentsMax()) {
            wanted = (function.optional() == 0 ? "expected " : "expected at most ") + function.argumentsMax();
        }
        String name = Quoting.quote(function.name());
        if (wanted != null) {
            throw new ParseFault(call.span(), wanted + " argument(s) in call to " + name + ", got " + arguments.size());
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (function.name().equals("info") && i == 1) {
                labelSelectors(arguments.get(i));
            } else {
                expect(arguments.get(i), function.parameter(i), "call to function " + name);
            }
        }
    }

    /** The second argument of {@code info} selects labels, not series: it may match the empty string. */
    private static void labelSelectors(Expression argument) {
        if (!(argument instanceof Expression.VectorSelector selector)) {
            throw new ParseFault(argument.span(), "expected label selectors only");
        }
        if (!selector.name().isEmpty()) {
            throw new ParseFault(argument.span(), "expected label selectors only, got vector selector instead");
        }
    }

    private void expect(Expression expression, ValueType wanted, String context) {
        check(expression);
        if (expression.type() != wanted) {
            throw new ParseFault(expression.span(),
                    "expected type " + wanted + " in " + context + ", got " + expression.type());
        }
    }

    private void binary(Expression.Binary binary) {
        check(binary.left());
        check(binary.right());
        BinaryOperator operator = binary.operator();
        ValueType left = binary.left().type();
        ValueType right = binary.right().type();
        if (binary.returnBool() && !operator.isComparison()) {
            throw new ParseFault(binary.operatorSpan(), "bool modifier can only be used on comparison operators");
        }
        if (operator.isComparison() && !binary.returnBool() && left == ValueType.SCALAR && right == ValueType.SCALAR) {
            throw new ParseFault(binary.operatorSpan(), "comparisons between scalars must use BOOL modifier");
        }
        Matching matching = binary.matching();
        for (String label : matching.labels()) {
            if (matching.on() && matching.include().contains(label)) {
                throw new ParseFault(binary.operatorSpan(),
                        "label " + Quoting.quote(label) + " must not occur in ON and GROUP clause at once");
            }
        }
        requireNumbers(binary.left());
        requireNumbers(binary.right());
        if (left != ValueType.VECTOR || right != ValueType.VECTOR) {
            if (!matching.labels().isEmpty()) {
                throw new ParseFault(binary.span(), "vector matching only allowed between instant vectors");
            }
            if (!matching.fill().isNone()) {
                throw new ParseFault(binary.span(),
                        "filling in missing series only allowed between instant vectors");
            }
            if (operator.isSet()) {
                throw new ParseFault(binary.span(), "set operator " + Quoting.quote(operator.toString())
                        + " not allowed in binary scalar expression");
            }
        } else if (operator.isSet() && matching.cardinality() != Cardinality.MANY_TO_MANY) {
            throw new ParseFault(binary.span(),
                    "no grouping allowed for " + Quoting.quote(operator.toString()) + " operation");
        } else if (operator.isSet() && !matching.fill().isNone()) {
            throw new ParseFault(binary.span(), "filling in missing series not allowed for set operators");
        }
    }

    private static void requireNumbers(Expression side) {
        if (side.type() != ValueType.SCALAR && side.type() != ValueType.VECTOR) {
            throw new ParseFault(side.span(), "binary expression must contain only scalar and instant vector types");
        }
    }
}
