package io.binnacle.cmdb.servicemap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.CmdbListener;
import io.binnacle.cmdb.impact.Impacts;
import io.binnacle.cmdb.servicemap.WatchedServices.Watched;
import io.binnacle.kernel.error.Unavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks how all services are whenever the graph of the estate has changed, and now and then anyhow, and keeps what differs.
 * However much changes, one look follows another at a distance of four times what it took. While nobody looked, for the
 * program was not running or the database did not answer, services were unknown.
 */
public final class ServiceWatch implements CmdbListener, AutoCloseable {

    /**
     * How often it does what.
     *
     * @param pause between two looks at the graph's revision
     * @param beat between two looks when nothing changed; as often is it told that services are watched
     * @param blind after how long without a look nobody knows how services were meanwhile; some beats
     * @param recount between two counts of availabilities
     * @param remember states that ended, at least the 30 days of the availabilities
     */
    public record Settings(Duration pause, Duration beat, Duration blind, Duration recount, Duration remember) {

        public static Settings defaults() {
            return new Settings(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(1),
                    Duration.ofMinutes(5), Duration.ofDays(400));
        }
    }

    /** Of the availabilities that are told. */
    public static final Duration WINDOW = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);
    private static final int RESTS = 4;

    private final WatchedServices services;
    private final ServiceStates states;
    private final Impacts impacts;
    private final Settings settings;
    private final InstantSource clock;
    private final Timer looks;
    private final AtomicInteger watched = new AtomicInteger();
    private final AtomicLong intervals = new AtomicLong();
    private final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
    private Map<UUID, Availability> availabilities = Map.of();
    private long revisionSeen = Long.MIN_VALUE;
    private Instant beaten = Instant.MIN;
    private Instant counted = Instant.MIN;
    private boolean waiting;
    private volatile boolean changed = true;
    private volatile boolean closed;
    private @Nullable Thread thread;

    public ServiceWatch(WatchedServices services, ServiceStates states, Impacts impacts, Settings settings,
            InstantSource clock, MeterRegistry meters) {
        this.services = services;
        this.states = states;
        this.impacts = impacts;
        this.settings = settings;
        this.clock = clock;
        this.looks = Timer.builder("binnacle.service.watch").description("Time to look how all services are")
                .register(meters);
        Gauge.builder("binnacle.service.watched", watched, AtomicInteger::get).description("Services that are watched")
                .register(meters);
        Gauge.builder("binnacle.service.intervals", intervals, AtomicLong::get)
                .description("States of services that are remembered").register(meters);
    }

    public void addListener(ServiceListener listener) {
        listeners.add(listener);
    }

    @Override
    public void itemsChanged(List<CiChange> changes) {
        changed = true;
    }

    /** Begins to watch, in a thread of its own. Once. */
    public synchronized void start() {
        Thread own = Thread.ofPlatform().daemon().name("service-watch").unstarted(this::watch);
        thread = own;
        own.start();
    }

    private void watch() {
        while (!closed) {
            long begun = System.nanoTime();
            try {
                lookIfNeeded();
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("services cannot be watched, it is tried again");
            }
            long rest = Math.max(settings.pause().toNanos(), RESTS * (System.nanoTime() - begun));
            try {
                // Changes come in bursts: what comes meanwhile is seen by one look.
                TimeUnit.NANOSECONDS.sleep(Math.min(rest, settings.beat().toNanos()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void lookIfNeeded() {
        Instant now = clock.instant();
        boolean due = !now.isBefore(beaten.plus(settings.beat())) || now.isBefore(beaten);
        if (due || changed || impacts.revision() != revisionSeen) {
            look();
        }
    }

    /** Looks now. By one thread at a time; tests call it instead of {@link #start}. */
    public synchronized void look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long seen = impacts.revision();
        changed = false;
        try {
            looks.record(() -> look(now));
            revisionSeen = seen;
            waiting = false;
        } catch (Unavailable e) {
            // The graph is being loaded: what is not seen meanwhile is unknown if it takes long.
            changed = true;
            if (!waiting) {
                LOG.info("services are watched once the graph of the estate is loaded");
            }
            waiting = true;
        }
    }

    private void look(Instant now) {
        List<Watched> all = services.all();
        HealthScore score = new HealthScore(impacts, all);
        List<ServiceReading> readings = all.stream().map(score::of).toList();
        states.watchedUntil().filter(until -> until.plus(settings.blind()).isBefore(now)).ifPresent(
                until -> states.gap(new Span(until, now), "unknown: Binnacle was not watching"));
        List<ServiceReading> differing = keep(readings, now);
        watched.set(all.size());
        if (!differing.isEmpty()) {
            tell(listener -> listener.changed(differing));
        }
        if (!now.isBefore(beaten.plus(settings.beat())) || now.isBefore(beaten)) {
            states.watched(now);
            beaten = now;
            if (!now.isBefore(counted.plus(settings.recount())) || now.isBefore(counted)) {
                counted = now;
                recount(all, now);
            }
            tell(listener -> listener.watched(readings, availabilities, now));
        }
    }

    /** Returns the readings that differ from what was kept. */
    private List<ServiceReading> keep(List<ServiceReading> readings, Instant now) {
        Map<UUID, ServiceInterval> open = new HashMap<>(states.open());
        List<ServiceReading> differing = new ArrayList<>();
        for (ServiceReading reading : readings) {
            ServiceInterval known = open.remove(reading.id());
            if (known == null || known.state() != reading.state() || !Objects.equals(known.why(), reading.why())) {
                states.open(reading.id(), new ServiceInterval(reading.state(), now, null, reading.why(),
                        reading.healthPercent()));
                differing.add(reading);
            } else if (!Objects.equals(known.healthPercent(), reading.healthPercent())) {
                states.update(reading.id(), reading.healthPercent());
                differing.add(reading);
            }
        }
        open.keySet().forEach(withdrawn -> states.close(withdrawn, now));
        return differing;
    }

    private void recount(List<Watched> all, Instant now) {
        int forgotten = states.forget(now.minus(settings.remember()));
        if (forgotten > 0) {
            LOG.info("states of services are forgotten count={}", forgotten);
        }
        intervals.set(states.count());
        Span window = new Span(now.minus(WINDOW), now);
        Map<UUID, List<ServiceInterval>> past = states.within(all.stream().map(Watched::id).toList(), window);
        Map<UUID, Availability> found = new HashMap<>();
        for (Watched each : all) {
            found.put(each.id(), Availability.of(past.getOrDefault(each.id(), List.of()), each.calendar(), window,
                    each.value()));
        }
        availabilities = Map.copyOf(found);
    }

    private void tell(Consumer<ServiceListener> news) {
        for (ServiceListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a listener of the services failed", e);
            }
        }
    }

    /** Stops watching; what is open stays open, and goes on when the program is back soon. */
    @Override
    public void close() {
        closed = true;
        Thread own;
        synchronized (this) {
            own = thread;
        }
        if (own != null) {
            own.interrupt();
        }
    }
}
