package io.binnacle.timeseries.promql;

import java.nio.charset.StandardCharsets;

import io.binnacle.timeseries.promql.Token.Span;

/** A fault at a place of a query; becomes a {@link QueryError} as soon as the query is at hand. */
final class ParseFault extends RuntimeException {

    private final Span span;

    ParseFault(Span span, String message) {
        super(message, null, false, false);
        this.span = span;
    }

    QueryError in(String query) {
        return QueryError.invalid(position(query, span) + ": parse error: " + getMessage(), query);
    }

    /** Line and column from 1, the column in bytes. */
    static String position(String query, Span span) {
        String before = query.substring(0, Math.min(span.start(), query.length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        return line + ":" + (lastLine.getBytes(StandardCharsets.UTF_8).length + 1);
    }
}
