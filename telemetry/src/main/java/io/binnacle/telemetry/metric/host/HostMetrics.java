package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the machine that the program runs on, round by round, into the time series store.
 *
 * <p>One thread does everything. The first round comes at once, later ones at multiples of the interval on the wall clock,
 * so that samples of several hosts fall on the same instants; a round that lasts too long swallows the next, none is made up
 * for. Construction reads nothing; {@link #start} may be called once.
 */
public final class HostMetrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HostMetrics.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final HostProbes probes;
    private final Labels host;
    private final TimeSeriesStore store;
    private final InstantSource clock;
    private final Duration interval;
    private final MeterRegistry meters;
    private final Timer duration;
    private final AtomicLong lagMillis = new AtomicLong();
    private final AtomicLong seriesCount = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private Set<Labels> before = Set.of();
    private Set<String> failing = Set.of();
    private @Nullable Thread thread;

    public HostMetrics(HostProbes probes, TimeSeriesStore store, InstantSource clock, Duration interval,
            MeterRegistry meters) {
        this.probes = probes;
        this.host = Labels.of("job", "host", "instance", probes.identity().hostName(), "host_id",
                probes.identity().machineId());
        this.store = store;
        this.clock = clock;
        this.interval = interval;
        this.meters = meters;
        this.duration = meters.timer("binnacle.host.metrics.round");
        meters.gauge("binnacle.host.metrics.lag.seconds", lagMillis, lag -> lag.get() / 1000.0);
        meters.gauge("binnacle.host.metrics.series", seriesCount, AtomicLong::get);
    }

    /** Begins to measure. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            thread = Thread.ofPlatform().daemon().name("host-metrics").start(this::run);
        }
    }

    /** The inventory's watched services changed; from any thread. */
    public void servicesChanged() {
        probes.servicesChanged();
    }

    private void run() {
        long due = clock.millis();
        while (true) {
            try {
                long now = clock.millis();
                lagMillis.set(Math.max(0, now - due));
                // A round that is nearly in time carries the even instant.
                round(now - due < interval.toMillis() / 10 ? due : now);
            } catch (RuntimeException e) {
                LOG.error("host metrics round failed", e);
            }
            try {
                long now = clock.millis();
                due = Math.floorDiv(now, interval.toMillis()) * interval.toMillis() + interval.toMillis();
                if (stop.await(due - now, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** One round, as of that instant. By one thread at a time; tests call it instead of {@link #start}. */
    void round(long epochMillis) {
        long begun = System.nanoTime();
        Round round = new Round(epochMillis, host);
        Set<String> failed = new TreeSet<>();
        for (Probe probe : probes.all()) {
            boolean complete = false;
            try {
                complete = probe.measure(round);
            } catch (IOException | RuntimeException e) {
                failed.add(probe.name());
                meters.counter("binnacle.host.metrics.failures", "collection", probe.name()).increment();
                if (!failing.contains(probe.name())) {
                    LOG.warn("host metrics collection={} fails", probe.name(), e);
                }
            }
            round.add("system_collection_complete", complete ? 1 : 0, "collection", probe.name());
        }
        failing = failed;
        round.add("up", failed.size() < probes.all().size() ? 1 : 0);
        CommitResult result = round.store(store, before);
        if (result.rejected() > 0) {
            meters.counter("binnacle.host.metrics.rejected").increment(result.rejected());
            LOG.warn("host metrics rejected={} examples={}", result.rejectedBy(), result.examples());
        }
        before = Set.copyOf(round.samples().keySet());
        seriesCount.set(before.size());
        duration.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    /** Ends after the round that is under way. */
    @Override
    public void close() {
        stop.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(CLOSE_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
