package io.binnacle.timeseries.durable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.event.EventKind;

/**
 * Brings back what memory held, record by record: the store is then as it was when the last of them was written, whatever
 * became of its samples' order among different series, which nobody can see. Used before anybody reads.
 */
final class LogReplay implements CommitRecord.Visitor {

    /** With their copy in order some 20 MB; enough for a few samples of each series of a usual store. */
    private static final int SAMPLES_MAX = 1 << 19;
    private static final long[] NO_READERS = {};

    private final DurableTimeSeriesStore store;
    private final Consumer<String> problems;
    /** Gathered, for most of the work is then done once a series instead of once a sample: right after a start, it is slow. */
    private final NumberedSamples samples = new NumberedSamples(1 << 12);
    private final NumberedSamples sorted = new NumberedSamples(0);
    private long unknownSamples;
    private boolean eventsBegun;

    LogReplay(DurableTimeSeriesStore store, Consumer<String> problems) {
        this.store = store;
        this.problems = problems;
    }

    void record(long segment, ByteBuffer payload) {
        if (!CommitRecord.isKnown(payload.get(payload.position()))) {
            return;
        }
        try {
            CommitRecord.read(payload, this);
        } catch (InvalidInput | BufferUnderflowException e) {
            problems.accept("log segment " + segment + ": a record with a right check sum that cannot be read: " + e);
        }
        if (eventsBegun) {
            publish();
            eventsBegun = false;
        }
    }

    /** To be called behind the last record. */
    void end() {
        applySamples();
        if (unknownSamples > 0) {
            problems.accept("log: " + unknownSamples + " samples of series that the damaged catalogue lost");
        }
    }

    @Override
    public void series(int number, Labels labels) {
        store.catalogue.restore(number, labels);
    }

    @Override
    public void sample(int number, long millis, double value) {
        if (!store.catalogue.has(number)) {
            unknownSamples++;
            return;
        }
        samples.add(number, millis, value);
        if (samples.size == SAMPLES_MAX) {
            applySamples();
        }
    }

    @Override
    public void event(int number, int kindCode, long millis, byte[] payload) {
        if (!store.catalogue.has(number)) {
            unknownSamples++;
            return;
        }
        if (!eventsBegun) {
            // What becomes of an event depends on the samples before it.
            applySamples();
            store.commit().beginReplay();
            eventsBegun = true;
        }
        EventKind.find(kindCode)
                .ifPresent(kind -> store.commit().events.apply(store.presentView(), nextVersion(), number,
                        kind, millis, payload));
    }

    @Override
    public void metadata(String family, MetricMetadata told) {
        store.commit().events.apply(store.presentView(), family, told);
    }

    private void applySamples() {
        if (samples.size > 0) {
            store.commit().beginReplay();
            store.commit().apply(store.presentView(), nextVersion(), NO_READERS, inOrder());
            publish();
            samples.clear();
        }
    }

    private NumberedSamples inOrder() {
        if (!samples.isSortable()) {
            return samples;
        }
        sorted.sort(samples);
        return sorted;
    }

    private long nextVersion() {
        return store.version() + 1;
    }

    private void publish() {
        long version = nextVersion();
        store.commit().publish(store.presentView().active, version, NO_READERS);
        store.publish(version);
    }
}
