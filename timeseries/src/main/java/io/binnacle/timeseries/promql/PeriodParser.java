package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.promql.Parser.TokenReader;
import io.binnacle.timeseries.promql.Token.Kind;
import io.binnacle.timeseries.promql.Token.Span;

/** Parses what may stand where a duration stands: a number, a duration, or arithmetic with them. */
final class PeriodParser {

    private static final String WANTED = "number, duration, step(), or range()";
    private static final double SECONDS_MAX = 9.2e9;
    private static final int DEPTH_MAX = 100;

    private final TokenReader words;
    private final SelectorParser selectors;
    private final boolean enabled;
    private int depth;
    /** How many are open. */
    private int parens;

    PeriodParser(TokenReader words, SelectorParser selectors, boolean enabled) {
        this.words = words;
        this.selectors = selectors;
        this.enabled = enabled;
    }

    /** Between brackets. */
    Period range(String context) {
        return binary(context, 0);
    }

    /** After {@code offset}, where a sign binds tightest and arithmetic takes parentheses, in which it binds as ever. */
    Period offset() {
        return operand("offset");
    }

    private Period binary(String context, int precedenceMin) {
        if (++depth > DEPTH_MAX) {
            throw new ParseFault(words.peek().span(), "expression is nested too deeply");
        }
        Period left = operand(context);
        while (true) {
            BinaryOperator operator = words.peekOperator();
            if (operator == null || !isArithmetic(operator) || operator.precedence() < precedenceMin) {
                break;
            }
            requireEnabled(left.span());
            Span at = words.next().span();
            Period right = binary(context, operator.rightPrecedence());
            if (right instanceof Period.Literal literal && literal.number().value() == 0) {
                if (operator == BinaryOperator.DIVIDE) {
                    throw new ParseFault(at, "division by zero");
                }
                if (operator == BinaryOperator.MODULO) {
                    throw new ParseFault(at, "modulo by zero");
                }
            }
            left = new Period.Arithmetic(operator, left, right);
        }
        depth--;
        return left;
    }

    private static boolean isArithmetic(BinaryOperator operator) {
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> true;
            default -> false;
        };
    }

    private Period operand(String context) {
        Token token = words.peek();
        if (token.is("+") || token.is("-")) {
            words.next();
            Period inner = context.equals("offset") && parens == 0
                    ? primary(context)
                    : binary(context, BinaryOperator.UNARY_PRECEDENCE);
            return signed(token, inner);
        }
        return primary(context);
    }

    private static Period signed(Token sign, Period inner) {
        Span span = sign.span().to(inner.span());
        if (inner instanceof Period.Literal literal) {
            Expression.NumberLiteral number = literal.number();
            return new Period.Literal(new Expression.NumberLiteral(sign.is("-") ? -number.value() : number.value(),
                    number.duration(), span));
        }
        return sign.is("-") ? new Period.Negative(inner, span) : inner;
    }

    private Period primary(String context) {
        Token token = words.peek();
        if (token.kind() == Kind.NUMBER || token.kind() == Kind.DURATION) {
            Expression.NumberLiteral number = selectors.number();
            if (!(Math.abs(number.value()) <= SECONDS_MAX)) {
                throw new ParseFault(number.span(), "duration out of range");
            }
            return new Period.Literal(number);
        }
        if (token.is("(")) {
            words.next();
            parens++;
            Period inner = binary(context, 0);
            parens--;
            Span span = token.span().to(words.expect(")", context, WANTED).span());
            requireEnabled(inner.span());
            return new Period.Parens(inner, span);
        }
        if (token.is("step") || token.is("range")) {
            words.next();
            words.expect("(", context, WANTED);
            Span span = token.span().to(words.expect(")", context, WANTED).span());
            requireEnabled(span);
            return new Period.OfQuery(token.is("step"), span);
        }
        if (token.kind() == Kind.IDENTIFIER && (token.text().equals("min_of") || token.text().equals("max_of"))) {
            return ofTwo(token, context);
        }
        throw words.unexpected(context, WANTED);
    }

    private Period ofTwo(Token name, String context) {
        words.next();
        words.expect("(", context, WANTED);
        parens++;
        Period left = binary(context, 0);
        words.expect(",", context, WANTED);
        Period right = binary(context, 0);
        parens--;
        Span span = name.span().to(words.expect(")", context, WANTED).span());
        requireEnabled(span);
        return new Period.OfTwo(name.text().equals("min_of"), left, right, span);
    }

    private void requireEnabled(Span span) {
        if (!enabled) {
            throw new ParseFault(span, "experimental duration expression is not enabled");
        }
    }
}
