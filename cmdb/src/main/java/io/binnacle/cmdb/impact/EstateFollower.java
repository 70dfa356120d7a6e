package io.binnacle.cmdb.impact;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.CmdbListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the graph what the database is. It loads once, then looks for what was committed since: when it is told that something
 * changed, and every second anyhow, for health changes untold. Now and then it counts; what does not agree is loaded anew and
 * said aloud. While the database does not answer the graph stays as it was, and it goes on where it stopped.
 */
public final class EstateFollower implements CmdbListener, AutoCloseable {

    /**
     * How often it does what.
     *
     * @param look at the latest, when nobody tells of a change
     * @param count and compare
     * @param remember what happened, in the database; at least the window of the graph
     * @param changesMax how many changes are applied one by one; more are loaded
     */
    public record Settings(Duration look, Duration count, Duration remember, int changesMax) {

        /** Counting a million items and five million relations takes about a second of one processor. */
        public static Settings defaults() {
            return new Settings(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(7), 200_000);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(EstateFollower.class);

    private final EstateFeed feed;
    private final EstateGraph graph;
    private final Settings settings;
    private final InstantSource clock;
    private final Timer loads;
    private final Counter differences;
    /** Not the lock of starting and closing: loading takes seconds. */
    private final Object catchingUp = new Object();
    private final Semaphore nudges = new Semaphore(0);
    private EstateFeed.@Nullable Position position;
    private Instant counted = Instant.MIN;
    private volatile @Nullable Instant seen;
    private volatile boolean stale;
    private volatile boolean closed;
    private @Nullable Thread thread;

    public EstateFollower(EstateFeed feed, EstateGraph graph, Settings settings, InstantSource clock,
            MeterRegistry meters) {
        this.feed = feed;
        this.graph = graph;
        this.settings = settings;
        this.clock = clock;
        this.loads = Timer.builder("binnacle.estate.load").description("Time to load the graph of the estate")
                .register(meters);
        this.differences = Counter.builder("binnacle.estate.differences")
                .description("How often the graph of the estate did not agree with the database and was loaded anew")
                .register(meters);
        gauge(meters, "items", "Items in the graph of the estate", GraphSize::items);
        gauge(meters, "relations", "Relations in the graph of the estate", GraphSize::relations);
        gauge(meters, "bytes", "Memory of the graph of the estate", GraphSize::bytes);
        gauge(meters, "pasts", "Former states that the graph of the estate remembers", GraphSize::pasts);
        Gauge.builder("binnacle.estate.behind", this, EstateFollower::secondsBehind).baseUnit("seconds")
                .description(
                        "Since when the graph of the estate has not agreed with the database; NaN before it is loaded")
                .register(meters);
    }

    private void gauge(MeterRegistry meters, String what, String description, ToDoubleFunction<GraphSize> value) {
        Gauge.builder("binnacle.estate." + what, graph,
                source -> source.size().map(value::applyAsDouble).orElse(0.0)).description(description)
                .register(meters);
    }

    private double secondsBehind() {
        Instant last = seen;
        return last == null ? Double.NaN : Duration.between(last, clock.instant()).toMillis() / 1000.0;
    }

    /** Begins to load and to follow, in a thread of its own. Once. */
    public synchronized void start() {
        Thread own = Thread.ofPlatform().daemon().name("estate-graph").unstarted(this::follow);
        thread = own;
        own.start();
    }

    @Override
    public void itemsChanged(List<CiChange> changes) {
        nudges.release();
    }

    /** The classes changed: failure may go other ways. The graph is loaded anew soon; readers have the old one until then. */
    public void loadAnew() {
        stale = true;
        nudges.release();
    }

    private void follow() {
        while (!closed) {
            try {
                catchUp();
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("the graph of the estate cannot follow the database, it tries again");
            }
            try {
                if (nudges.tryAcquire(settings.look().toMillis(), TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Makes the graph what the database is now: loads, or takes what is new. Returns when that is done. */
    public void catchUp() {
        synchronized (catchingUp) {
            look();
        }
    }

    private void look() {
        Instant now = clock.instant();
        EstateFeed.Position from = position;
        if (from == null || stale) {
            stale = false;
            load(now);
            return;
        }
        boolean count = !now.isBefore(counted.plus(settings.count()));
        EstateFeed.Changes news = feed.changesAfter(from, settings.changesMax(), count);
        if (news.tooMany() || !graph.apply(news.changes(), now)) {
            load(now);
            return;
        }
        position = news.position();
        seen = now;
        if (news.census() != null) {
            counted = now;
            feed.forget(now.minus(settings.remember()));
            if (!news.census().equals(graph.census())) {
                differences.increment();
                LOG.error(
                        "the graph of the estate and the database did not agree, it is loaded anew graph={} database={}",
                        graph.census(), news.census());
                load(now);
            }
        }
    }

    private void load(Instant now) {
        position = null;
        loads.record(() -> {
            EstateFeed.Loaded loaded = feed.load(graph::builder, now.minus(graph.window()), graph.pastsMax() / 2);
            graph.load(loaded.builder(), loaded.past(), loaded.since());
            position = loaded.position();
        });
        counted = now;
        seen = now;
        graph.size().ifPresent(size -> LOG.info("the graph of the estate is loaded items={} relations={} bytes={}",
                size.items(), size.relations(), size.bytes()));
    }

    /** Stops following; the graph stays as it is. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
