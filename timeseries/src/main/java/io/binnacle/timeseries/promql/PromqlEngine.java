package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.timeseries.TimeSeriesStore;

/**
 * Answers PromQL queries from a store. For use by many threads; each query runs in its caller's thread.
 */
public final class PromqlEngine {

    private final TimeSeriesStore store;
    private final PromqlLimits limits;

    public PromqlEngine(TimeSeriesStore store, PromqlLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** See {@link #instant(String, Instant, QueryOptions)}. */
    public QueryResult instant(String query, Instant at) {
        return instant(query, at, QueryOptions.defaults());
    }

    /**
     * Evaluates the query at one instant.
     *
     * @throws QueryError the query is wrong, not supported, fails on the data, or was canceled
     * @throws Overloaded it took longer than it may
     */
    public QueryResult instant(String query, Instant at, QueryOptions options) {
        if (options.canceled().getAsBoolean()) {
            throw QueryError.unsupported("evaluation of " + query + " at " + at + " over " + store + limits);
        }
        return new QueryResult.Vector(List.of(), List.of("nothing is evaluated yet"), List.of());
    }

    /** See {@link #range(String, Instant, Instant, Duration, QueryOptions)}. */
    public QueryResult range(String query, Instant start, Instant end, Duration step) {
        return range(query, start, end, step, QueryOptions.defaults());
    }

    /**
     * Evaluates the query at {@code start}, {@code start + step}, ... up to {@code end} inclusive; the result is a
     * {@link QueryResult.Matrix}.
     *
     * @throws QueryError the query is wrong, not supported, fails on the data, or was canceled
     * @throws Overloaded it took longer than it may
     */
    public QueryResult range(String query, Instant start, Instant end, Duration step, QueryOptions options) {
        if (options.canceled().getAsBoolean()) {
            throw QueryError.unsupported("evaluation of " + query + " at " + start + end + step);
        }
        return new QueryResult.Matrix(List.of(), List.of("nothing is evaluated yet"), List.of());
    }
}
