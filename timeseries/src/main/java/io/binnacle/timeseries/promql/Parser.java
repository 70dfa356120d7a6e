package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.promql.Expression.Cardinality;
import io.binnacle.timeseries.promql.Expression.Matching;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Token.Kind;
import io.binnacle.timeseries.promql.Token.Span;
import org.jspecify.annotations.Nullable;

/**
 * Parses Prometheus' whole grammar by precedence climbing: an operand, then operators as long as they bind at least as
 * tightly as the caller asks. Types are checked afterwards by {@link TypeCheck}, so that a fault of syntax is told first.
 */
final class Parser {

    /** Deeper than anyone writes, far from the end of a thread's stack. */
    private static final int DEPTH_MAX = 300;

    private final TokenReader words;
    private final SelectorParser selectors;
    private int depth;

    private final PromqlFeatures features;

    private Parser(String query, PromqlFeatures features) {
        this.features = features;
        this.words = new TokenReader(Lexer.tokens(query));
        this.selectors = new SelectorParser(words, features);
    }

    /** @throws QueryError in Prometheus' words */
    static Expression parse(String query, PromqlFeatures features) {
        Expression expression = parseUnchecked(query, features);
        try {
            return new TypeCheck().check(expression);
        } catch (ParseFault fault) {
            throw fault.in(query);
        }
    }

    /** Without a look at types, nor at selectors that take everything. */
    static Expression parseUnchecked(String query, PromqlFeatures features) {
        try {
            Parser parser = new Parser(query, features);
            if (parser.words.peek().kind() == Kind.END) {
                throw new ParseFault(new Span(0, 0), "no expression found in input");
            }
            Expression expression = parser.expression(0);
            if (parser.words.peek().kind() != Kind.END) {
                throw parser.words.unexpected("", "");
            }
            return expression;
        } catch (ParseFault fault) {
            throw fault.in(query);
        }
    }

    private Expression expression(int precedenceMin) {
        if (++depth > DEPTH_MAX) {
            throw new ParseFault(words.peek().span(), "expression is nested too deeply");
        }
        Expression left = operand();
        while (true) {
            BinaryOperator operator = words.peekOperator();
            if (operator == null || operator.precedence() < precedenceMin) {
                break;
            }
            left = binary(left, operator);
        }
        depth--;
        return left;
    }

    private Expression binary(Expression left, BinaryOperator operator) {
        Span operatorSpan = words.next().span();
        boolean returnBool = words.accept("bool");
        boolean on = false;
        List<String> labels = List.of();
        List<String> include = List.of();
        Cardinality cardinality = operator.isSet() ? Cardinality.MANY_TO_MANY : Cardinality.ONE_TO_ONE;
        if (words.at("on") || words.at("ignoring")) {
            on = words.next().is("on");
            labels = groupingLabels();
            if (words.at("group_left") || words.at("group_right")) {
                cardinality = words.next().is("group_left") ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
                include = words.at("(") ? groupingLabels() : List.of();
            }
        }
        Expression.Fill fill = fill();
        Expression right = expression(operator.rightPrecedence());
        if (!fill.isNone() && !features.fillModifiers()) {
            throw new ParseFault(left.span().to(right.span()), "binop fill modifiers are experimental and not enabled");
        }
        return new Expression.Binary(operator, left, right, returnBool,
                new Matching(cardinality, on, labels, include, fill), operatorSpan, left.span().to(right.span()));
    }

    /** Without parentheses behind it, such a word names a metric. */
    private boolean atFill(String word) {
        return words.at(word) && words.peekSecond().is("(");
    }

    private Expression.Fill fill() {
        if (atFill("fill")) {
            words.next();
            Double value = fillValue();
            return new Expression.Fill(value, value);
        }
        Double left = null;
        Double right = null;
        while (atFill("fill_left") || atFill("fill_right")) {
            if (words.at("fill_left") ? left != null : right != null) {
                throw words.unexpected("", "");
            }
            if (words.next().is("fill_left")) {
                left = fillValue();
            } else {
                right = fillValue();
            }
        }
        return left == null && right == null ? Expression.Fill.NONE : new Expression.Fill(left, right);
    }

    private double fillValue() {
        words.expect("(", "fill", "\"(\"");
        boolean negative = words.at("-");
        if (negative || words.at("+")) {
            words.next();
        }
        if (words.peek().kind() != Kind.NUMBER && words.peek().kind() != Kind.DURATION) {
            throw words.unexpected("fill", "number");
        }
        double value = selectors.number().value();
        words.expect(")", "fill", "\")\"");
        return negative ? -value : value;
    }

    private Expression operand() {
        Token token = words.peek();
        if (token.is("+") || token.is("-")) {
            words.next();
            Expression inner = expression(BinaryOperator.UNARY_PRECEDENCE);
            Span span = token.span().to(inner.span());
            boolean negative = token.is("-");
            if (inner instanceof Expression.NumberLiteral number) {
                return new Expression.NumberLiteral(negative ? -number.value() : number.value(), number.duration(),
                        span);
            }
            return new Expression.Unary(negative, inner, span);
        }
        return postfix(primary());
    }

    private Expression primary() {
        Token token = words.peek();
        switch (token.kind()) {
            case NUMBER, DURATION -> {
                return selectors.number();
            }
            case STRING -> {
                words.next();
                return new Expression.StringLiteral(token.text(), token.span());
            }
            case PUNCTUATION -> {
                if (token.is("(")) {
                    words.next();
                    Expression inner = expression(0);
                    Token close = words.expect(")", "", "");
                    return new Expression.Parens(inner, token.span().to(close.span()));
                }
                if (token.is("{")) {
                    return selectors.vectorSelector(null);
                }
            }
            case AGGREGATOR -> {
                if (startsAggregation(words.peekSecond())) {
                    return aggregate();
                }
            }
            case IDENTIFIER, KEYWORD -> {
                if (words.peekSecond().is("(") && !token.is("offset") && token.mayNameMetric()) {
                    return call();
                }
            }
            default -> {
                // below
            }
        }
        if (token.mayNameMetric()) {
            words.next();
            return selectors.vectorSelector(token);
        }
        throw words.unexpected("", "");
    }

    private boolean startsAggregation(Token second) {
        if (second.is("(") || second.is("by") || second.is("without")) {
            return true;
        }
        boolean operand = switch (second.kind()) {
            case IDENTIFIER, METRIC_IDENTIFIER, NUMBER, DURATION, STRING, AGGREGATOR -> true;
            default -> false;
        };
        if (operand) {
            words.next();
            throw words.unexpected("aggregation", "");
        }
        return false;
    }

    private Expression call() {
        Token name = words.next();
        List<Expression> arguments = new ArrayList<>();
        Span close = arguments(arguments);
        // As Prometheus, which first has the whole call.
        Function function = Function.named(name.text());
        if (function == null) {
            throw new ParseFault(name.span(), "unknown function with name " + Quoting.quote(name.text()));
        }
        if (function.experimental() && !features.experimentalFunctions()) {
            throw new ParseFault(name.span(), "function " + Quoting.quote(name.text()) + " is not enabled");
        }
        return new Expression.Call(function, arguments, name.span().to(close));
    }

    /** Reads {@code (a, b)}; returns the span of the closing parenthesis. */
    private Span arguments(List<Expression> arguments) {
        words.expect("(", "", "");
        if (words.at(")")) {
            return words.next().span();
        }
        while (true) {
            arguments.add(expression(0));
            if (!words.at(",")) {
                return words.expect(")", "", "").span();
            }
            Token comma = words.next();
            if (words.at(")")) {
                throw new ParseFault(comma.span(), "trailing commas not allowed in function call args");
            }
        }
    }

    private Expression aggregate() {
        Token name = words.next();
        boolean without = false;
        boolean grouped = false;
        List<String> labels = List.of();
        if (words.at("by") || words.at("without")) {
            grouped = true;
            without = words.next().is("without");
            labels = groupingLabels();
        }
        if (!words.at("(")) {
            throw words.unexpected("aggregation", "");
        }
        List<Expression> arguments = new ArrayList<>();
        Span span = name.span().to(arguments(arguments));
        if (!grouped && (words.at("by") || words.at("without"))) {
            without = words.next().is("without");
            labels = groupingLabels();
            span = span.to(words.lastSpan());
        }
        String operator = name.text().toLowerCase(Locale.ROOT);
        if (operator.startsWith("limit") && !features.experimentalFunctions()) {
            throw new ParseFault(span, operator
                    + "() is experimental and must be enabled with --enable-feature=promql-experimental-functions");
        }
        if (arguments.isEmpty()) {
            throw new ParseFault(span, "no arguments for aggregate expression provided");
        }
        int wanted = TypeCheck.parameterOf(operator) == null ? 1 : 2;
        if (arguments.size() != wanted) {
            throw new ParseFault(span, "wrong number of arguments for aggregate expression provided, expected " + wanted
                    + ", got " + arguments.size());
        }
        return new Expression.Aggregate(operator, arguments.getLast(), wanted == 2 ? arguments.getFirst() : null,
                labels,
                without, span);
    }

    private List<String> groupingLabels() {
        if (!words.at("(")) {
            throw words.unexpected("grouping opts", "\"(\"");
        }
        words.next();
        List<String> labels = new ArrayList<>();
        while (!words.at(")")) {
            Token label = words.peek();
            if (label.kind() != Kind.STRING && !label.isWord()) {
                throw words.unexpected("grouping opts", "label");
            }
            if (label.kind() == Kind.STRING && !Quoting.isLabelName(label.text())) {
                throw new ParseFault(label.span(), "invalid label name for grouping: " + Quoting.quote(label.text()));
            }
            labels.add(words.next().text());
            if (!words.at(",")) {
                break;
            }
            words.next();
        }
        words.expect(")", "grouping opts", "\",\" or \")\"");
        return labels;
    }

    private Expression postfix(Expression expression) {
        Expression current = expression;
        while (true) {
            if (words.at("[")) {
                current = selectors.rangeOrSubquery(current);
            } else if (words.at("offset")) {
                words.next();
                current = selectors.withOffset(current);
            } else if (words.at("@")) {
                words.next();
                current = selectors.withAt(current);
            } else if (words.at("anchored") || words.at("smoothed")) {
                current = selectors.withExtension(current, words.next());
            } else {
                return current;
            }
        }
    }

    /** The tokens still to come. */
    static final class TokenReader {

        private final List<Token> tokens;
        private int next;

        TokenReader(List<Token> tokens) {
            this.tokens = tokens;
        }

        Token peek() {
            return tokens.get(next);
        }

        Token peekSecond() {
            return tokens.get(Math.min(next + 1, tokens.size() - 1));
        }

        Token next() {
            Token token = peek();
            if (next < tokens.size() - 1) {
                next++;
            }
            return token;
        }

        Span lastSpan() {
            return tokens.get(Math.max(0, next - 1)).span();
        }

        boolean at(String symbol) {
            return peek().is(symbol);
        }

        boolean accept(String symbol) {
            if (at(symbol)) {
                next();
                return true;
            }
            return false;
        }

        Token expect(String symbol, String context, String expected) {
            if (!at(symbol)) {
                throw unexpected(context, expected);
            }
            return next();
        }

        @Nullable
        BinaryOperator peekOperator() {
            if (peek().kind() == Kind.OPERATOR) {
                for (BinaryOperator operator : BinaryOperator.values()) {
                    if (at(operator.toString())) {
                        return operator;
                    }
                }
            }
            return null;
        }

        ParseFault unexpected(String context, String expected) {
            Token token = peek();
            if (token.kind() == Kind.ERROR) {
                return new ParseFault(token.span(), token.text());
            }
            return new ParseFault(token.span(), "unexpected " + token.description()
                    + (context.isEmpty() ? "" : " in " + context)
                    + (expected.isEmpty() ? "" : ", expected " + expected));
        }
    }

    static Matcher nameMatcher(String name) {
        return Matcher.equal(Label.METRIC_NAME, name);
    }

    static Timing timing(Expression expression, Span span, String what) {
        return switch (expression) {
            case Expression.VectorSelector selector -> selector.timing();
            case Expression.MatrixSelector selector -> selector.vector().timing();
            case Expression.Subquery subquery -> subquery.timing();
            default -> throw new ParseFault(span, what
                    + " modifier must be preceded by an instant vector selector or range vector selector or a subquery");
        };
    }
}
