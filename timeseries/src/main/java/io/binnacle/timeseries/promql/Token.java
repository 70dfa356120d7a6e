package io.binnacle.timeseries.promql;

import java.util.Locale;
import java.util.Set;

/**
 * A word of a query.
 *
 * @param text as written; of a string, the characters that it stands for; of an error, the message
 */
record Token(Kind kind, String text, Span span) {

    enum Kind {
        END, ERROR, IDENTIFIER, METRIC_IDENTIFIER, NUMBER, DURATION, STRING, PUNCTUATION, OPERATOR, KEYWORD, AGGREGATOR
    }

    /** Where in the query, as indexes of characters; the end is exclusive. */
    record Span(int start, int end) {

        Span to(Span last) {
            return new Span(start, last.end);
        }
    }

    static final Set<String> WORD_OPERATORS = Set.of("and", "or", "unless", "atan2");
    static final Set<String> AGGREGATORS = Set.of("sum", "avg", "count", "min", "max", "group", "stddev", "stdvar",
            "topk", "bottomk", "count_values", "quantile", "limitk", "limit_ratio");
    static final Set<String> KEYWORDS = Set.of("offset", "smoothed", "anchored", "by", "without", "on", "ignoring",
            "group_left", "group_right", "fill", "fill_left", "fill_right", "bool", "start", "end", "step", "range");
    /** Words with a meaning that may not name a metric where an expression is expected. */
    private static final Set<String> NO_METRIC = Set.of("on", "ignoring", "group_left", "group_right", "bool",
            "atan2");

    boolean is(String symbol) {
        return switch (kind) {
            case PUNCTUATION, OPERATOR -> text.equalsIgnoreCase(symbol);
            case KEYWORD, AGGREGATOR -> word().equals(symbol);
            default -> false;
        };
    }

    String word() {
        return text.toLowerCase(Locale.ROOT);
    }

    boolean isWord() {
        return switch (kind) {
            case IDENTIFIER, KEYWORD, AGGREGATOR -> true;
            case OPERATOR -> WORD_OPERATORS.contains(word());
            default -> false;
        };
    }

    boolean mayNameMetric() {
        return kind == Kind.METRIC_IDENTIFIER || (isWord() && !(kind != Kind.IDENTIFIER && NO_METRIC.contains(word())));
    }

    /** As Prometheus calls it in an error. */
    String description() {
        return switch (kind) {
            case END -> "end of input";
            case ERROR -> text;
            case IDENTIFIER -> "identifier " + Quoting.quote(text);
            case METRIC_IDENTIFIER -> "metric identifier " + Quoting.quote(text);
            case NUMBER -> "number " + shortened();
            case DURATION -> "duration " + shortened();
            case STRING -> "string " + shortened();
            case PUNCTUATION -> shortened();
            case OPERATOR -> "<op:" + text + ">";
            case KEYWORD -> "<" + text + ">";
            case AGGREGATOR -> "<aggr:" + text + ">";
        };
    }

    private String shortened() {
        return text.length() > 10 ? Quoting.quote(text.substring(0, 10)) + "..." : Quoting.quote(text);
    }
}
