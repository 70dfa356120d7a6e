package io.binnacle.timeseries.promql;

import java.util.Set;

import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.promql.Expression.At;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Token.Span;
import org.jspecify.annotations.Nullable;

/**
 * What one running query shares between its parts: its view of the store, its bounds, its remarks. One thread; a part that runs
 * in another one has {@linkplain #part one of its own}.
 */
final class QueryContext {

    private final String query;
    private final Querier querier;
    private final Grid grid;
    private final boolean range;
    private final PromqlLimits limits;
    private final QueryOptions options;
    private final QueryBudget budget;
    private final PromqlFeatures features;
    private final Remarks remarks;
    private final Set<Span> statistics;
    private Usage usage = new Usage();
    private @Nullable QueryTrace trace;
    private boolean timed;
    private @Nullable SeriesReader reader;

    /** @param statistics see {@link HistogramStatistics} */
    QueryContext(String query, Querier querier, Grid grid, boolean range, PromqlEngine.Settings settings,
            QueryOptions options, Set<Span> statistics) {
        this.query = query;
        this.querier = querier;
        this.grid = grid;
        this.range = range;
        this.limits = settings.limits();
        this.features = settings.features();
        this.remarks = new Remarks(query);
        this.options = options;
        this.statistics = statistics;
        this.budget = new QueryBudget(query, limits, options);
    }

    private QueryContext(QueryContext whole, SeriesReader reader) {
        this.query = whole.query;
        this.querier = whole.querier;
        this.grid = whole.grid;
        this.range = whole.range;
        this.limits = whole.limits;
        this.features = whole.features;
        this.remarks = new Remarks(query);
        this.options = whole.options;
        this.statistics = whole.statistics;
        this.budget = whole.budget;
        this.reader = reader;
        this.timed = whole.timed;
    }

    /** For a part of the query that another thread may work on: it counts and remarks on its own, within the same budget. */
    QueryContext part(SeriesReader itsReader) {
        return new QueryContext(this, itsReader);
    }

    /** Takes over what a part counted and remarked, once it is done. */
    void absorb(QueryContext part) {
        usage.add(part.usage);
        remarks.addAll(part.remarks);
    }

    QueryBudget budget() {
        return budget;
    }

    /** Reads samples for the context's thread. */
    SeriesReader reader() {
        SeriesReader known = reader;
        if (known == null) {
            known = querier.reader();
            reader = known;
        }
        return known;
    }

    /** Has it counted and noted there from now on; without a trace, nothing is noted. */
    void observe(Usage newUsage, @Nullable QueryTrace newTrace) {
        usage = newUsage;
        trace = newTrace;
        timed = newTrace != null;
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

    /** What was read until now. */
    Usage.Reading reading() {
        return usage.reading();
    }

    /** A time to give to {@link #findingTook} or {@link #readingTook}; without a trace, time is not looked at. */
    long watch() {
        return timed ? System.nanoTime() : 0;
    }

    void findingTook(long sinceWatch) {
        if (timed) {
            usage.findingTook(System.nanoTime() - sinceWatch);
        }
    }

    void readingTook(long sinceWatch) {
        if (timed) {
            usage.readingTook(System.nanoTime() - sinceWatch);
        }
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
        budget.checkpoint();
    }

    /** Counts samples that the query holds in memory from now on. */
    void hold(long samples) {
        budget.hold(samples);
    }

    /** Those of the samples that it held are gone. */
    void release(long samples) {
        budget.release(samples);
    }

    /** Counts samples that are held for a moment only. */
    void requireRoom(long samples) {
        budget.requireRoom(samples);
    }

    /** A buffer for the samples of that selector. */
    SampleBuffer buffer(VectorSelector selector) {
        return new SampleBuffer(statistics.contains(selector.span()));
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
