package io.binnacle.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.HeadStatistics;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.StoreCapability;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;

/**
 * The store of samples for those who are wired before it is open: after a kill it reads its log, and everything else is made
 * ready meanwhile. Whoever asks it for something waits until it is open, and is told why when it cannot be.
 */
final class OpeningStore implements TimeSeriesStore {

    private final Supplier<? extends TimeSeriesStore> opened;

    /** @param opened waits until it is open; throws what opening threw */
    OpeningStore(Supplier<? extends TimeSeriesStore> opened) {
        this.opened = opened;
    }

    /** The store that stands behind a given one, itself where it is no opening one; to be asked once that is open. */
    static Supplier<? extends TimeSeriesStore> behind(TimeSeriesStore store) {
        return store instanceof OpeningStore opening ? opening.opened : () -> store;
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return opened.get().capabilities();
    }

    @Override
    public Appender appender(Sender sender) {
        return opened.get().appender(sender);
    }

    @Override
    public Querier querier(long minMillis, long maxMillis) {
        return opened.get().querier(minMillis, maxMillis);
    }

    @Override
    public SortedMap<String, MetricMetadata> metadata() {
        return opened.get().metadata();
    }

    @Override
    public long delete(List<Matcher> matchers, long minMillis, long maxMillis) {
        return opened.get().delete(matchers, minMillis, maxMillis);
    }

    @Override
    public CardinalityReport cardinality(int top, CardinalityReport.Order order) {
        return opened.get().cardinality(top, order);
    }

    @Override
    public StoreStatistics statistics() {
        return opened.get().statistics();
    }

    @Override
    public Optional<HeadStatistics> head() {
        return opened.get().head();
    }

    /** Closes nothing: whoever opens the store closes it. */
    @Override
    public void close() {
    }
}
