package io.binnacle.telemetry.export.remotewrite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * What one queue is measured by, under Prometheus' own names, so that the dashboards and alerts that exist for them count. Any thread.
 */
final class QueueMeters implements AutoCloseable {

    static final String PREFIX = "prometheus.remote.storage.";

    /** Why something was never sent. */
    enum Dropped {
        TOO_OLD, UNKNOWN_SERIES, BACKLOG
    }

    private final MeterRegistry meters;
    private final Tags tags;
    private final List<Meter> own = new ArrayList<>();
    private final Counter samples;
    private final Counter histograms;
    private final Counter exemplars;
    private final Counter metadata;
    private final Counter failedSamples;
    private final Counter failedHistograms;
    private final Counter failedExemplars;
    private final Counter retried;
    private final Counter bytes;
    private final Map<Dropped, Counter> droppedBy = new EnumMap<>(Dropped.class);
    private final Timer sending;
    private final AtomicLong sentTotal = new AtomicLong();
    private final AtomicLong failedTotal = new AtomicLong();
    private final AtomicLong droppedTotal = new AtomicLong();
    private final AtomicLong highestSent = new AtomicLong(Long.MIN_VALUE);

    QueueMeters(Destination destination, MeterRegistry meters) {
        this.meters = meters;
        this.tags = Tags.of("remote_name", destination.name(), "url", WriteQueue.shown(destination.url()));
        samples = counter("samples");
        histograms = counter("histograms");
        exemplars = counter("exemplars");
        metadata = counter("metadata");
        failedSamples = counter("samples.failed");
        failedHistograms = counter("histograms.failed");
        failedExemplars = counter("exemplars.failed");
        retried = counter("samples.retried");
        bytes = counter("bytes");
        for (Dropped reason : Dropped.values()) {
            Counter counter = meters.counter(PREFIX + "samples.dropped",
                    tags.and("reason", reason.name().toLowerCase(Locale.ROOT)));
            own.add(counter);
            droppedBy.put(reason, counter);
        }
        sending = Timer.builder(PREFIX + "sent.batch.duration").tags(tags).register(meters);
        own.add(sending);
        gauge(PREFIX + "queue.highest.sent.timestamp.seconds", highestSent,
                highest -> highest.get() == Long.MIN_VALUE ? 0 : highest.get() / 1000.0);
    }

    private Counter counter(String name) {
        Counter counter = meters.counter(PREFIX + name, tags);
        own.add(counter);
        return counter;
    }

    final <T> void gauge(String name, T of, ToDoubleFunction<T> value) {
        own.add(Gauge.builder(name, of, value).tags(tags).register(meters));
    }

    void sent(WriteCounts counts, int bodyBytes, long nanos) {
        samples.increment(counts.samples());
        histograms.increment(counts.histograms());
        exemplars.increment(counts.exemplars());
        bytes.increment(bodyBytes);
        sending.record(nanos, TimeUnit.NANOSECONDS);
        sentTotal.addAndGet(counts.total());
        highestSent.accumulateAndGet(counts.newestMillis(), Math::max);
    }

    void failed(WriteCounts counts) {
        failedSamples.increment(counts.samples());
        failedHistograms.increment(counts.histograms());
        failedExemplars.increment(counts.exemplars());
        failedTotal.addAndGet(counts.total());
    }

    void retried(WriteCounts counts) {
        retried.increment(counts.total());
    }

    void dropped(Dropped reason, int count) {
        if (count > 0) {
            Objects.requireNonNull(droppedBy.get(reason)).increment(count);
            droppedTotal.addAndGet(count);
        }
    }

    void metadata(int families) {
        metadata.increment(families);
    }

    long sentTotal() {
        return sentTotal.get();
    }

    long failedTotal() {
        return failedTotal.get();
    }

    long droppedTotal() {
        return droppedTotal.get();
    }

    /** {@link Long#MIN_VALUE} before the first. */
    long highestSentMillis() {
        return highestSent.get();
    }

    /** The destination is gone: so are its figures. */
    @Override
    public void close() {
        own.forEach(meters::remove);
    }
}
