package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.timeseries.promql.Expression.At;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.Subquery;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Parser.TokenReader;
import io.binnacle.timeseries.promql.Token.Kind;
import io.binnacle.timeseries.promql.Token.Span;
import org.jspecify.annotations.Nullable;

/** Parses numbers, selectors, and what follows them: ranges, subqueries, {@code offset}, {@code @}. */
final class SelectorParser {

    private final TokenReader words;
    private final PromqlFeatures features;
    private final PeriodParser periods;

    SelectorParser(TokenReader words, PromqlFeatures features) {
        this.words = words;
        this.features = features;
        this.periods = new PeriodParser(words, this, features.durationExpressions());
    }

    Expression.NumberLiteral number() {
        Token token = words.next();
        if (token.kind() == Kind.DURATION) {
            return new Expression.NumberLiteral(durationMillis(token) / 1000.0, true, token.span());
        }
        return new Expression.NumberLiteral(value(token), false, token.span());
    }

    private static double value(Token token) {
        try {
            return NumberText.parse(token.text());
        } catch (NumberFormatException e) {
            throw new ParseFault(token.span(), "error parsing number: " + token.text());
        }
    }

    private static long durationMillis(Token token) {
        Optional<Duration> duration = DurationText.parse(token.text());
        return duration.map(Duration::toMillis).orElseThrow(() -> new ParseFault(token.span(),
                "not a valid duration string: " + Quoting.quote(token.text())));
    }

    /** @param name already read, or null when the selector begins with a brace */
    VectorSelector vectorSelector(@Nullable Token name) {
        Span start = name == null ? words.peek().span() : name.span();
        Span end = start;
        List<Matcher> matchers = new ArrayList<>();
        String metric = name == null ? "" : name.text();
        if (words.at("{")) {
            words.next();
            while (!words.at("}")) {
                Token first = words.peek();
                Matcher matcher = matcher();
                if (matcher == null || (matcher.name().equals(Label.METRIC_NAME) && !metric.isEmpty())) {
                    String again = matcher == null ? first.text() : matcher.value();
                    if (!metric.isEmpty()) {
                        throw new ParseFault(start.to(first.span()), "metric name must not be set twice: "
                                + Quoting.quote(metric) + " or " + Quoting.quote(again));
                    }
                    metric = again;
                }
                if (matcher != null) {
                    matchers.add(matcher);
                }
                if (!words.at(",")) {
                    break;
                }
                words.next();
            }
            end = words.expect("}", "label matching", "\",\" or \"}\"").span();
        }
        if (!metric.isEmpty()) {
            matchers.add(Parser.nameMatcher(metric));
        }
        return new VectorSelector(metric, List.copyOf(matchers), Timing.NOW, Extension.NONE, start.to(end));
    }

    /** Null when the braces hold a quoted metric name here. */
    private @Nullable Matcher matcher() {
        Token label = words.peek();
        if (label.kind() != Kind.IDENTIFIER && label.kind() != Kind.STRING) {
            throw words.unexpected("label matching", "identifier or \"}\"");
        }
        words.next();
        if (label.kind() == Kind.STRING && (words.at(",") || words.at("}"))) {
            return null;
        }
        Matcher.Operator operator = matchOperator();
        words.next();
        Token value = words.peek();
        if (value.kind() != Kind.STRING) {
            throw words.unexpected("label matching", "string");
        }
        words.next();
        try {
            return new Matcher(label.text(), operator, value.text());
        } catch (InvalidInput e) {
            throw new ParseFault(label.span().to(value.span()),
                    "error parsing regexp: " + e.violations().getFirst().expected() + ": `" + value.text() + "`");
        }
    }

    private Matcher.Operator matchOperator() {
        for (Matcher.Operator operator : Matcher.Operator.values()) {
            if (words.at(operator.symbol())) {
                return operator;
            }
        }
        throw words.unexpected("label matching", "label matching operator");
    }

    Expression rangeOrSubquery(Expression inner) {
        Span open = words.next().span();
        Span whole = inner.span();
        Period range = positive(periods.range("subquery or range selector"));
        if (words.at(":")) {
            words.next();
            Period step = null;
            if (!words.at("]")) {
                step = positive(periods.range("subquery selector"));
            }
            Span close = words.expect("]", "subquery selector", "\"]\"").span();
            Expression.Extent extent = new Expression.Extent(knownMillis(range), unknown(range),
                    step == null ? 0 : knownMillis(step), step == null ? null : unknown(step));
            return new Subquery(inner, extent, Timing.NOW, whole.to(close));
        }
        Span close = words.expect("]", "subquery or range", "\":\" or \"]\"").span();
        if (!(inner instanceof VectorSelector selector)) {
            throw new ParseFault(open.to(close), "ranges only allowed for vector selectors");
        }
        if (selector.timing().hasOffset()) {
            throw new ParseFault(open.to(close), "no offset modifiers allowed before range");
        }
        if (selector.timing().at() != null) {
            throw new ParseFault(open.to(close), "no @ modifiers allowed before range");
        }
        return new MatrixSelector(selector, knownMillis(range), unknown(range), whole.to(close));
    }

    private static Period positive(Period period) {
        if (period instanceof Period.Literal literal && !(literal.number().value() > 0)) {
            throw new ParseFault(period.span(), "duration must be greater than 0");
        }
        return period;
    }

    private static long knownMillis(Period period) {
        return period instanceof Period.Literal literal ? Math.round(literal.number().value() * 1000) : 0;
    }

    private static @Nullable Period unknown(Period period) {
        return period instanceof Period.Literal ? null : period;
    }

    Expression withOffset(Expression expression) {
        Period offset = periods.offset();
        Span span = expression.span();
        Timing timing = Parser.timing(expression, span, "offset");
        if (timing.hasOffset()) {
            throw new ParseFault(span, "offset may not be set multiple times");
        }
        return with(expression, new Timing(knownMillis(offset), unknown(offset), timing.at()));
    }

    Expression withAt(Expression expression) {
        Span span = expression.span();
        At at = at(span);
        Timing timing = Parser.timing(expression, span, "@");
        if (timing.at() != null) {
            throw new ParseFault(span, "@ <timestamp> may not be set multiple times");
        }
        return with(expression, new Timing(timing.offsetMillis(), timing.offset(), at));
    }

    /** @param word {@code anchored} or {@code smoothed} */
    Expression withExtension(Expression expression, Token word) {
        Extension extension = word.is("anchored") ? Extension.ANCHORED : Extension.SMOOTHED;
        Span span = expression.span();
        if (!features.extendedRanges()) {
            throw new ParseFault(span, word.word() + " modifier is experimental and not enabled");
        }
        return switch (expression) {
            case VectorSelector selector -> extended(selector, extension, span);
            case MatrixSelector selector -> new MatrixSelector(extended(selector.vector(), extension, span),
                    selector.rangeMillis(), selector.range(), span);
            case Subquery subquery ->
                throw new ParseFault(span, word.word() + " modifier is not supported for subqueries");
            default -> throw new ParseFault(span, word.word() + " modifier not implemented");
        };
    }

    private static VectorSelector extended(VectorSelector selector, Extension extension, Span span) {
        if (selector.extension() != Extension.NONE && selector.extension() != extension) {
            throw new ParseFault(span, "anchored and smoothed modifiers cannot be used together");
        }
        return new VectorSelector(selector.name(), selector.matchers(), selector.timing(), extension,
                selector.span());
    }

    private At at(Span span) {
        if (words.at("start") || words.at("end")) {
            At.Kind kind = words.next().is("start") ? At.Kind.START : At.Kind.END;
            words.expect("(", "@", "timestamp");
            words.expect(")", "@", "timestamp");
            return new At(kind, 0);
        }
        boolean negative = words.at("-");
        if (negative || words.at("+")) {
            words.next();
        }
        Token token = words.peek();
        if (token.kind() != Kind.NUMBER && token.kind() != Kind.DURATION) {
            throw words.unexpected("@", "timestamp");
        }
        words.next();
        double seconds = token.kind() == Kind.DURATION ? durationMillis(token) / 1000.0 : value(token);
        double millis = Math.rint((negative ? -seconds : seconds) * 1000);
        if (!(Math.abs(millis) < 9e18)) {
            throw new ParseFault(span, "timestamp out of bounds for @ modifier: " + NumberText.format(seconds));
        }
        return new At(At.Kind.FIXED, (long) millis);
    }

    private Expression with(Expression expression, Timing timing) {
        return expression.with(timing, expression.span().to(words.lastSpan()));
    }
}
