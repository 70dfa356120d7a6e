package io.binnacle.telemetry.remotestore;

import java.util.List;
import java.util.SortedMap;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesExemplars;
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;

/** A store whose series nobody finds; all else is as it is. */
record HiddenSamples(TimeSeriesStore store) implements TimeSeriesStore {

    private record HiddenQuerier(Querier querier) implements Querier {

        @Override
        public List<Series> select(List<Matcher> matchers) {
            return List.of();
        }

        @Override
        public List<Series> select(List<Matcher> matchers, Rollup rollup) {
            return List.of();
        }

        @Override
        public SeriesReader reader() {
            return querier.reader();
        }

        @Override
        public long samplesSinceMillis() {
            return querier.samplesSinceMillis();
        }

        @Override
        public long pointsSinceMillis(Resolution resolution) {
            return querier.pointsSinceMillis(resolution);
        }

        @Override
        public boolean keepsPoints(Resolution resolution) {
            return querier.keepsPoints(resolution);
        }

        @Override
        public List<SeriesExemplars> exemplars(List<Matcher> matchers, int exemplarsMax) {
            return querier.exemplars(matchers, exemplarsMax);
        }

        @Override
        public void close() {
            querier.close();
        }
    }

    @Override
    public Appender appender(Sender sender) {
        return store.appender(sender);
    }

    @Override
    public Querier querier(long minMillis, long maxMillis) {
        return new HiddenQuerier(store.querier(minMillis, maxMillis));
    }

    @Override
    public SortedMap<String, MetricMetadata> metadata() {
        return store.metadata();
    }

    @Override
    public long delete(List<Matcher> matchers, long minMillis, long maxMillis) {
        return store.delete(matchers, minMillis, maxMillis);
    }

    @Override
    public CardinalityReport cardinality(int top, CardinalityReport.Order order) {
        return store.cardinality(top, order);
    }

    @Override
    public StoreStatistics statistics() {
        return store.statistics();
    }

    @Override
    public void close() {
        store.close();
    }
}
