package io.binnacle.timeseries.promql;

import io.binnacle.kernel.error.InvalidInput;

/** A query that cannot be answered; the message is worded as Prometheus words it, with the position where it has one. */
public final class QueryError extends InvalidInput {

    /** What went wrong, as a caller must tell it apart. */
    public enum Kind {
        /** The text is no valid expression, or the parameters make no sense. */
        INVALID,
        /** The expression is valid, but fails on the data: it matches many-to-many, exceeds a limit. */
        EXECUTION,
        /** The caller no longer wants the answer. */
        CANCELED
    }

    private final Kind kind;

    QueryError(Kind kind, String message, String query) {
        super(message, new Violation("query", message, query));
        this.kind = kind;
    }

    public static QueryError invalid(String message, String query) {
        return new QueryError(Kind.INVALID, message, query);
    }

    static QueryError execution(String message) {
        return new QueryError(Kind.EXECUTION, message, "");
    }

    public Kind kind() {
        return kind;
    }
}
