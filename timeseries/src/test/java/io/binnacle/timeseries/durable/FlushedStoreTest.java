package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.EventsContract;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.log.Durability;

/** The contract when every commit is in a block at once, and blocks are merged all the time: nothing is read from memory. */
class FlushedStoreTest extends EventsContract {

    private static final int MERGE_EVERY = 5;

    @Override
    protected TimeSeriesStore open(InstantSource clock, SeriesLimits.Limit tenantLimit) {
        try {
            return new Flushing(DurableTimeSeriesStore.openQuiet(new FaultyDisk(),
                    DurableTimeSeriesStoreTest.settings(Durability.INTERVAL, 100).withTenantLimit(tenantLimit), clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Flushing implements TimeSeriesStore {

        private final DurableTimeSeriesStore store;
        private int commits;

        Flushing(DurableTimeSeriesStore store) {
            this.store = store;
        }

        @Override
        public Appender appender(Sender sender) {
            Appender appender = store.appender(sender);
            return new Appender() {
                @Override
                public int series(byte[] bytes, int offset, int length) {
                    return appender.series(bytes, offset, length);
                }

                @Override
                public int series(Labels labels) {
                    return appender.series(labels);
                }

                @Override
                public void append(int series, long epochMillis, double value) {
                    appender.append(series, epochMillis, value);
                }

                @Override
                public void append(int series, long epochMillis, NativeHistogram histogram) {
                    appender.append(series, epochMillis, histogram);
                }

                @Override
                public void exemplar(int series, Labels labels, long epochMillis, double value) {
                    appender.exemplar(series, labels, epochMillis, value);
                }

                @Override
                public void startTime(int series, long epochMillis, long startMillis) {
                    appender.startTime(series, epochMillis, startMillis);
                }

                @Override
                public void metadata(String family, MetricMetadata metadata) {
                    appender.metadata(family, metadata);
                }

                @Override
                public CommitResult commit() {
                    CommitResult result = appender.commit();
                    flush();
                    return result;
                }

                @Override
                public void rollback() {
                    appender.rollback();
                }
            };
        }

        private void flush() {
            try {
                store.housekeeping().flushNow();
                if (++commits % MERGE_EVERY == 0) {
                    store.housekeeping().compactNow();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Querier querier(long minMillis, long maxMillis) {
            return store.querier(minMillis, maxMillis);
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
}
