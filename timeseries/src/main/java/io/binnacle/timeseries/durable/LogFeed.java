package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.SampleFeed;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.ExemplarCodec;
import io.binnacle.timeseries.histogram.HistogramCodec;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.log.LogPlace;
import io.binnacle.timeseries.log.LogTail;
import org.jspecify.annotations.Nullable;

/** A feed that reads the store's log. */
final class LogFeed implements SampleFeed {

    private final DurableTimeSeriesStore store;
    private final String name;
    private volatile LogPlace acknowledged;
    private LogTail tail;
    /** Series that the last record read creates: the catalogue may not show them yet. */
    private final Map<Integer, Labels> created = new HashMap<>();

    LogFeed(DurableTimeSeriesStore store, String name, LogPlace from) {
        this.store = store;
        this.name = name;
        this.acknowledged = from;
        this.tail = tail(from);
    }

    private LogTail tail(LogPlace from) {
        return new LogTail(store.log, store.disk, Recovery.LOG_FOLDER, from, store.problems);
    }

    @Override
    public boolean read(long bytesMax, Reader into) {
        Handing handing = new Handing(into);
        try {
            return tail.read(bytesMax, (segment, payload) -> read(segment, payload, handing));
        } catch (IOException e) {
            throw StoreFault.of("the log cannot be read", e);
        }
    }

    private void read(long segment, ByteBuffer payload, Handing handing) {
        if (!CommitRecord.isKnown(payload.get(payload.position()))) {
            return;
        }
        created.clear();
        try {
            CommitRecord.read(payload, handing);
        } catch (InvalidInput | Corrupt | BufferUnderflowException e) {
            store.problems.accept("log segment " + segment + ": a record that cannot be handed on: " + e);
        }
    }

    @Override
    public Optional<Labels> labels(int series) {
        @Nullable
        Labels labels = created.get(series);
        if (labels == null && store.catalogue.has(series)) {
            labels = store.catalogue.labels(series);
        }
        return Optional.ofNullable(labels);
    }

    @Override
    public void acknowledge() {
        LogPlace place = tail.place();
        if (place.equals(acknowledged)) {
            return;
        }
        try {
            store.feedPlaces.put(name, place);
            boolean further = place.segment() > acknowledged.segment();
            acknowledged = place;
            if (further) {
                store.feedPlaces.deleteOld(store.log);
            }
        } catch (IOException e) {
            throw StoreFault.of("where the feed " + name + " stands cannot be written", e);
        }
    }

    @Override
    public void rewind() {
        tail = tail(acknowledged);
    }

    @Override
    public long bytesBehind() {
        return store.log.bytesFrom(acknowledged);
    }

    @Override
    public void stuckSince(@Nullable Instant since) {
        try {
            store.feedPlaces.putStuck(name, since == null ? 0 : since.toEpochMilli());
        } catch (IOException e) {
            throw StoreFault.of("since when the feed " + name + " is stuck cannot be written", e);
        }
    }

    @Override
    public Optional<Instant> stuckSince() {
        long millis = store.feedPlaces.stuckMillis(name);
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    @Override
    public void close() {
        // The place is on disk with each acknowledgement, and nothing stays open between two reads.
    }

    private final class Handing implements CommitRecord.Visitor {

        private final Reader into;

        Handing(Reader into) {
            this.into = into;
        }

        @Override
        public void series(int number, Labels labels) {
            created.put(number, labels);
        }

        @Override
        public void sample(int series, long millis, double value) {
            into.sample(series, millis, value);
        }

        @Override
        public void event(int series, int kindCode, long millis, byte[] payload) {
            EventKind.find(kindCode).ifPresent(kind -> {
                switch (kind) {
                    case NATIVE_HISTOGRAM -> into.histogram(series,
                            new HistogramSample(millis, HistogramCodec.decode(payload)));
                    case EXEMPLAR -> into.exemplar(series, ExemplarCodec.decode(millis, payload));
                    case START_TIME -> {
                        // Only news of it is in the log; who follows could not tell what counts from the middle on.
                    }
                }
            });
        }

        @Override
        public void metadata(String family, MetricMetadata told) {
            // The store's own table says what was told last, and who joins later needs that as well.
        }
    }
}
