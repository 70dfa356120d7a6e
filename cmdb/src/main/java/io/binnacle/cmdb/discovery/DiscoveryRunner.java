package io.binnacle.cmdb.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.discovery.DiscoveryRun.Outcome;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the sources: each at once after {@link #start}, then again an interval after its last run ended, and on demand.
 *
 * <p>A source never overlaps itself; different sources run beside each other, each run on a virtual thread. A failing
 * source is recorded with its error and tried again at its next turn; it stops no other. After each run old records of
 * runs are pruned.
 */
public final class DiscoveryRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryRunner.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * @param interval from the end of a run to the next of the same source
     * @param runsKept records kept of each source
     */
    public record Settings(Duration interval, int runsKept) {

        /** Five minutes: a run costs about a second, and nobody waits longer for a new file system to appear. */
        public static final Settings DEFAULT = new Settings(Duration.ofMinutes(5), 200);
    }

    private final Map<String, Turn> turns = new LinkedHashMap<>();
    private final Cmdb cmdb;
    private final DiscoveryRuns runs;
    private final InstantSource clock;
    private final Ids ids;
    private final MeterRegistry meters;
    private final Settings settings;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("discovery-timer").factory());
    private volatile boolean closed;
    private volatile Consumer<DiscoveryRun> listener = run -> {};

    public DiscoveryRunner(List<DiscoverySource> sources, Cmdb cmdb, DiscoveryRuns runs, Settings settings,
            InstantSource clock, MeterRegistry meters) {
        this.cmdb = cmdb;
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
        this.ids = new Ids(clock);
        this.meters = meters;
        for (DiscoverySource source : sources) {
            if (turns.put(source.name(), new Turn(source)) != null) {
                throw new BugException("two discovery sources are named " + source.name());
            }
        }
    }

    /** The listener hears of every run twice, when it starts and when it ends, on the run's thread. */
    public void onRun(Consumer<DiscoveryRun> hears) {
        listener = hears;
    }

    /** Closes what an earlier process left open, then runs every source. Returns at once. */
    public void start() {
        Thread.ofVirtual().name("discovery-start").start(() -> {
            try {
                runs.closeInterrupted();
            } catch (RuntimeException e) {
                LOG.error("old discovery runs could not be closed", e);
            }
            turns.values().forEach(turn -> turn.schedule(Duration.ZERO));
        });
    }

    /** The sources in the order in which they were given. */
    public List<DiscoverySourceState> sources() {
        return turns.values().stream().map(Turn::state).toList();
    }

    /**
     * Starts a run now and returns its record, which says running; its end is to be read from the runs.
     *
     * @throws NotFound when there is no such source
     * @throws Conflict when it runs already
     */
    public DiscoveryRun runNow(String source) {
        Turn turn = turns.get(source);
        if (turn == null) {
            throw new NotFound("discovery source", source);
        }
        if (closed) {
            throw new Unavailable("the server is stopping");
        }
        DiscoveryRun run = turn.begin();
        if (run == null) {
            throw new Conflict("the discovery source " + source + " is running already");
        }
        turn.continueOnThread(run);
        return run;
    }

    /** Interrupts the sources that look; waits a few seconds for those whose findings are being written. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        turns.values().forEach(Turn::stop);
    }

    /** One source with its schedule. */
    private final class Turn {

        private final DiscoverySource source;
        private final Timer duration;
        private @Nullable DiscoveryRun running;
        /** The thread in the source's own code: the only part of a run that is interrupted. */
        private @Nullable Thread looking;
        private @Nullable Instant nextRunAt;
        private @Nullable ScheduledFuture<?> next;
        private @Nullable DiscoveryRun last;

        Turn(DiscoverySource source) {
            this.source = source;
            this.duration = Timer.builder("binnacle.discovery.run").description("Time of one discovery run")
                    .tag("source", source.name()).register(meters);
        }

        synchronized DiscoverySourceState state() {
            DiscoveryRun latest = running != null ? running : last;
            return new DiscoverySourceState(source.name(), settings.interval().toSeconds(), running != null,
                    latest != null ? latest : runs.latest(source.name()).orElse(null), nextRunAt);
        }

        synchronized void schedule(Duration delay) {
            if (closed) {
                return;
            }
            if (next != null) {
                next.cancel(false);
            }
            nextRunAt = clock.instant().plus(delay);
            next = timer.schedule(() -> {
                Thread.ofVirtual().name("discovery-" + source.name()).start(this::scheduled);
            }, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** A run on demand may be on its way; its end schedules the next. */
        private void scheduled() {
            try {
                DiscoveryRun run = begin();
                if (run != null) {
                    complete(run);
                }
            } catch (RuntimeException e) {
                LOG.error("discovery could not start source={}", source.name(), e);
                schedule(settings.interval());
            }
        }

        /** Null when it runs already. */
        synchronized @Nullable DiscoveryRun begin() {
            if (running != null) {
                return null;
            }
            DiscoveryRun run = new DiscoveryRun(ids.next(), source.name(), clock.instant(), null, Outcome.RUNNING, 0,
                    0, 0, 0, List.of(), null);
            runs.save(run);
            running = run;
            nextRunAt = null;
            tell(run);
            return run;
        }

        void continueOnThread(DiscoveryRun run) {
            Thread.ofVirtual().name("discovery-" + source.name()).start(() -> complete(run));
        }

        private void complete(DiscoveryRun run) {
            DiscoveryRun finished = run;
            try {
                finished = duration.record(() -> look(run));
                if (finished == null) {
                    throw new BugException("a run without a record");
                }
                runs.save(finished);
                runs.prune(settings.runsKept());
            } catch (RuntimeException e) {
                LOG.error("discovery could not be recorded source={}", source.name(), e);
            } finally {
                end(finished == null ? run : finished);
            }
        }

        private DiscoveryRun look(DiscoveryRun run) {
            try {
                DiscoveryResult result = discover();
                DiscoveryReport report = cmdb.apply(result);
                LOG.info("discovered source={} saw={} added={} changed={} missing={} problems={}", source.name(),
                        report.saw(), report.added(), report.changed(), report.missing(), report.problems().size());
                return new DiscoveryRun(run.id(), run.source(), run.startedAt(), clock.instant(), Outcome.SUCCEEDED,
                        report.saw(), report.added(), report.changed(), report.missing(), report.problems(), null);
            } catch (RuntimeException e) {
                boolean stopped = closed;
                if (!stopped) {
                    LOG.warn("discovery failed source={}", source.name(), e);
                }
                return new DiscoveryRun(run.id(), run.source(), run.startedAt(), clock.instant(),
                        stopped ? Outcome.INTERRUPTED : Outcome.FAILED, 0, 0, 0, 0, List.of(), message(e));
            }
        }

        private DiscoveryResult discover() {
            synchronized (this) {
                looking = Thread.currentThread();
            }
            try {
                DiscoveryResult result = source.discover();
                if (closed) {
                    throw new Conflict("the server was stopped during the run");
                }
                return result;
            } finally {
                synchronized (this) {
                    looking = null;
                    // What it was interrupted for is over; the database's connections would break of it.
                    Thread.interrupted();
                }
            }
        }

        private void end(DiscoveryRun finished) {
            synchronized (this) {
                running = null;
                last = finished;
                schedule(settings.interval());
                notifyAll();
            }
            tell(finished);
        }

        void stop() {
            long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
            synchronized (this) {
                if (looking != null) {
                    looking.interrupt();
                }
                try {
                    while (running != null && deadline - System.nanoTime() > 0) {
                        wait(100);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static String message(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private void tell(DiscoveryRun run) {
        try {
            listener.accept(run);
        } catch (RuntimeException e) {
            LOG.error("a listener of discovery failed source={}", run.source(), e);
        }
    }
}
