package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.time.Beat;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the machine that the program runs on, round by round, into the time series store.
 *
 * <p>One thread does everything, at even instants (see {@link Beat}), so that samples of several hosts fall on the same
 * instants. Construction reads nothing.
 */
public final class HostMetrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HostMetrics.class);

    private final HostProbes probes;
    private final Labels host;
    private final TimeSeriesStore store;
    private final MeterRegistry meters;
    private final Timer duration;
    private final AtomicLong lagMillis = new AtomicLong();
    private final AtomicLong seriesCount = new AtomicLong();
    private final Beat beat;
    private Set<Labels> before = Set.of();
    private Set<String> failing = Set.of();

    public HostMetrics(HostProbes probes, TimeSeriesStore store, InstantSource clock, Duration interval,
            MeterRegistry meters) {
        this.probes = probes;
        this.host = Labels.of("job", "host", "instance", probes.identity().hostName(), "host_id",
                probes.identity().machineId());
        this.store = store;
        this.beat = new Beat("host-metrics", interval, Duration.ZERO, clock, this::beat);
        this.meters = meters;
        this.duration = meters.timer("binnacle.host.metrics.round");
        meters.gauge("binnacle.host.metrics.lag.seconds", lagMillis, lag -> lag.get() / 1000.0);
        meters.gauge("binnacle.host.metrics.series", seriesCount, AtomicLong::get);
    }

    /** Begins to measure; the first round comes at once. */
    public void start() {
        beat.start();
    }

    /** The inventory's watched services changed; from any thread. */
    public void servicesChanged() {
        probes.servicesChanged();
    }

    private void beat(long due, long lateMillis) {
        lagMillis.set(lateMillis);
        try {
            round(due);
        } catch (RuntimeException e) {
            LOG.error("host metrics round failed", e);
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
        beat.close();
    }
}
