package io.binnacle.timeseries;

import java.util.SortedMap;

import io.binnacle.kernel.error.Unavailable;

/**
 * Keeps samples of time series and finds them again.
 *
 * <p>Threads: a store is for use by many threads; appenders and queriers belong to one thread each. Readers never wait
 * for writers, nor writers for readers.
 *
 * <p>Visibility: a querier sees each commit whole or not at all: all those that returned before it was opened, none
 * that began after.
 *
 * <p>Retention and clean-up are the store's own business: samples older than its retention are no longer found, some
 * time after they grew too old.
 */
public interface TimeSeriesStore extends AutoCloseable {

    /**
     * A new, empty batch of that sender.
     *
     * @throws Unavailable after {@link #close()}
     */
    Appender appender(Sender sender);

    /** A batch of somebody who need not be told apart. */
    default Appender appender() {
        return appender(Sender.ANONYMOUS);
    }

    /**
     * A view of the samples from {@code minMillis} to {@code maxMillis}, both inclusive, as they are now. The caller
     * closes it; an open one may keep memory that the store would like to free. Nothing is found when
     * {@code minMillis > maxMillis}.
     *
     * @throws Unavailable after {@link #close()}
     */
    Querier querier(long minMillis, long maxMillis);

    /** What was said last about each family of metrics, by its name; the caller's own. */
    SortedMap<String, MetricMetadata> metadata();

    /** What the store holds and refused so far; cheap enough to be asked every second. */
    StoreStatistics statistics();

    /** Gives everything back. Open queriers end with it. A second call does nothing. */
    @Override
    void close();
}
