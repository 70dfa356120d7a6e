package io.binnacle.cmdb.intent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.CmdbListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps drift up to date: compares everything soon after an item changed, but takes no more than a small part of the time
 * for it, however long a comparison takes and however much changes.
 */
public final class DriftWatch implements CmdbListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);

    private final Drifts drifts;
    private final Supplier<Map<String, Long>> openByKind;
    private final Settings settings;
    private final InstantSource clock;
    private final Timer comparisons;
    private final Semaphore nudges = new Semaphore(1);
    private volatile @Nullable DriftRun latest;
    private volatile Map<String, Long> open = Map.of();
    private volatile boolean closed;
    private @Nullable Thread thread;

    /**
     * @param pause at least, between two comparisons
     * @param share between two comparisons lies at least so many times the time that the last one took
     */
    public record Settings(Duration pause, int share) {

        public static Settings defaults() {
            return new Settings(Duration.ofSeconds(10), 20);
        }
    }

    /** @param openByKind counts what is open, by {@link Drift.Kind#text()} */
    public DriftWatch(Drifts drifts, Supplier<Map<String, Long>> openByKind, Settings settings, InstantSource clock,
            MeterRegistry meters) {
        this.drifts = drifts;
        this.openByKind = openByKind;
        this.settings = settings;
        this.clock = clock;
        this.comparisons = Timer.builder("binnacle.drift.comparison")
                .description("Time to compare all that is intended with what is seen").register(meters);
        for (Drift.Kind kind : Drift.Kind.values()) {
            Gauge.builder("binnacle.drift.open", () -> open.getOrDefault(kind.text(), 0L))
                    .description("Drift that nobody has decided about").tag("kind", kind.text())
                    .register(meters);
        }
        Gauge.builder("binnacle.drift.age", this, DriftWatch::age).baseUnit("seconds")
                .description("Since the last comparison; NaN before the first").register(meters);
    }

    private double age() {
        DriftRun run = latest;
        return run == null ? Double.NaN : Duration.between(run.at(), clock.instant()).toMillis() / 1000.0;
    }

    /** The last comparison; null before the first. */
    public @Nullable DriftRun latest() {
        return latest;
    }

    /** Begins to compare, in a thread of its own. Once. */
    public synchronized void start() {
        Thread own = Thread.ofPlatform().daemon().name("drift").unstarted(this::watch);
        thread = own;
        own.start();
    }

    @Override
    public void itemsChanged(List<CiChange> changes) {
        nudges.release();
    }

    /** Compares now, and returns when it is done. */
    public DriftRun compare() {
        DriftRun run = drifts.compare();
        comparisons.record(run.took());
        open = openByKind.get();
        latest = run;
        LOG.debug("compared what is intended with what is seen items={} drift={}", run.items(), run.found());
        return run;
    }

    private void watch() {
        while (!closed) {
            try {
                nudges.acquire();
                nudges.drainPermits();
                Duration took = look();
                Duration pause = took.multipliedBy(settings.share());
                TimeUnit.MILLISECONDS
                        .sleep((pause.compareTo(settings.pause()) > 0 ? pause : settings.pause()).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Duration look() {
        try {
            return compare().took();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("what is intended cannot be compared with what is seen, it tries again");
            nudges.release();
            return Duration.ZERO;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
