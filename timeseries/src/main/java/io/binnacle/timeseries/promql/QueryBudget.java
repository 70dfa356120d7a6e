package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.binnacle.kernel.error.Overloaded;

/** What one query may use up, for all threads that work on it: time, and room for samples. */
final class QueryBudget {

    private final String query;
    private final QueryOptions options;
    private final long samplesMax;
    private final long deadlineNanos;
    private final Thread owner = Thread.currentThread();
    private final AtomicLong samplesHeld = new AtomicLong();
    private final AtomicLong samplesPeak = new AtomicLong();
    private volatile boolean stopped;

    /** Begins now, in the thread that asks. */
    QueryBudget(String query, PromqlLimits limits, QueryOptions options) {
        this.query = query;
        this.options = options;
        this.samplesMax = limits.samplesMax();
        Duration timeout = options.timeout().compareTo(limits.timeout()) < 0 ? options.timeout() : limits.timeout();
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    /** Has all threads end at their next {@link #checkpoint}. */
    void stop() {
        stopped = true;
    }

    /** Ends the query when its time is up or nobody waits for it. The one who may have left is asked in the query's own thread. */
    void checkpoint() {
        boolean left = Thread.currentThread().equals(owner)
                && (options.canceled().getAsBoolean() || owner.isInterrupted());
        if (left || stopped) {
            throw new QueryError(QueryError.Kind.CANCELED, "query was canceled in expression evaluation", query);
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new Overloaded("query timed out in expression evaluation", Duration.ofSeconds(5));
        }
    }

    /** Counts samples that the query holds in memory from now on. */
    void hold(long samples) {
        samplesHeld.addAndGet(samples);
        requireRoom(0);
    }

    /** Those of the samples that it held are gone. */
    void release(long samples) {
        samplesHeld.addAndGet(-samples);
    }

    /** Counts samples that are held for a moment only. */
    void requireRoom(long samples) {
        long now = samplesHeld.get() + samples;
        if (now > samplesPeak.get()) {
            samplesPeak.accumulateAndGet(now, Math::max);
        }
        if (now > samplesMax) {
            throw exhausted();
        }
    }

    /** Prometheus' words, and what helps. */
    QueryError exhausted() {
        return QueryError
                .execution("query processing would load too many samples into memory in query execution: more than "
                        + samplesMax
                        + ", the limit promql.samplesMax; fewer series, a shorter range or longer steps need less");
    }

    /** How many samples it held at once at most. */
    long samplesPeak() {
        return samplesPeak.get();
    }
}
