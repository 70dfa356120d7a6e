package io.binnacle.timeseries.promql;

import java.time.Duration;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.promql.Expression.At;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Token.Span;
import org.jspecify.annotations.Nullable;

/** What one running query shares between its parts: its view of the store, its bounds, its remarks. One thread. */
final class QueryContext {

    private final String query;
    private final Querier querier;
    private final Grid grid;
    private final boolean range;
    private final PromqlLimits limits;
    private final QueryOptions options;
    private final long deadlineNanos;
    private final PromqlFeatures features;
    private final Remarks remarks;
    private Usage usage = new Usage();
    private @Nullable QueryTrace trace;
    private long samplesHeld;

    QueryContext(String query, Querier querier, Grid grid, boolean range, PromqlEngine.Settings settings,
            QueryOptions options) {
        this.query = query;
        this.querier = querier;
        this.grid = grid;
        this.range = range;
        this.limits = settings.limits();
        this.features = settings.features();
        this.remarks = new Remarks(query);
        this.options = options;
        Duration timeout = options.timeout().compareTo(limits.timeout()) < 0 ? options.timeout() : limits.timeout();
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    /** Has it counted and noted there from now on; without a trace, nothing is noted. */
    void observe(Usage newUsage, @Nullable QueryTrace newTrace) {
        usage = newUsage;
        trace = newTrace;
    }

    @Nullable
    QueryTrace trace() {
        return trace;
    }

    void select(int series) {
        usage.select(series);
    }

    void read(int samples) {
        usage.read(samples);
    }

    long seriesSelected() {
        return usage.series();
    }

    long samplesRead() {
        return usage.samples();
    }

    Querier querier() {
        return querier;
    }

    /** The times of the query itself, which those of a subquery are not. */
    Grid grid() {
        return grid;
    }

    boolean isRange() {
        return range;
    }

    QueryOptions options() {
        return options;
    }

    PromqlLimits limits() {
        return limits;
    }

    /** The time that a selector with this timing looks at when the expression around it is evaluated at that time. */
    long reference(Timing timing, long millis) {
        return reference(timing, millis, grid.startMillis(), grid.endMillis());
    }

    long[] references(Timing timing, Grid times) {
        long[] references = new long[times.size()];
        for (int i = 0; i < references.length; i++) {
            references[i] = reference(timing, times.time(i));
        }
        return references;
    }

    static long reference(Timing timing, long millis, long startMillis, long endMillis) {
        At at = timing.at();
        if (at == null) {
            return millis - timing.offsetMillis();
        }
        long fixed = switch (at.kind()) {
            case FIXED -> at.millis();
            case START -> startMillis;
            case END -> endMillis;
        };
        return fixed - timing.offsetMillis();
    }

    /** Asked once a series: ends the query when its time is up or nobody waits for it. */
    void checkpoint() {
        if (options.canceled().getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new QueryError(QueryError.Kind.CANCELED, "query was canceled in expression evaluation", query);
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new Overloaded("query timed out in expression evaluation", Duration.ofSeconds(5));
        }
    }

    /** Counts samples that the query holds in memory from now on. */
    void hold(long samples) {
        samplesHeld += samples;
        requireRoom(0);
    }

    /** Counts samples that are held for a moment only. */
    void requireRoom(long samples) {
        if (samplesHeld + samples > limits.samplesMax()) {
            throw QueryError.execution("query processing would load too many samples into memory in query execution");
        }
    }

    PromqlFeatures features() {
        return features;
    }

    Remarks remarks() {
        return remarks;
    }

    void warn(String remark, Span span) {
        remarks.warn(remark, span);
    }

    void inform(String remark, Span span) {
        remarks.inform(remark, span);
    }
}
