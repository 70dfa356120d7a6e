package io.binnacle.cmdb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the upkeep of the estate by the clock. It begins a while after the start: what was not seen because the program did
 * not run must first have a chance to be seen.
 */
public final class UpkeepRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpkeepRunner.class);
    /** So many steps at most in a row; what is left waits for the next turn. */
    private static final int STEPS_MAX = 200;

    /**
     * @param first from the start to the first turn
     * @param every from the end of a turn to the next
     * @param weighEvery at least, between two rounds that weigh values anew
     * @param remember how long history is kept
     */
    public record Settings(Duration first, Duration every, Duration weighEvery, Duration remember) {

        /** @param remember how long history is kept */
        public static Settings defaults(Duration remember) {
            return new Settings(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofHours(1), remember);
        }
    }

    private final Upkeep upkeep;
    private final Settings settings;
    private final InstantSource clock;
    private final Timer turns;
    private final Counter missing;
    private final Counter retired;
    private final Counter expired;
    private final Counter forgotten;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("estate-upkeep").factory());
    private Instant weighNext = Instant.MIN;
    private volatile boolean closed;

    public UpkeepRunner(Upkeep upkeep, Settings settings, InstantSource clock, MeterRegistry meters) {
        this.upkeep = upkeep;
        this.settings = settings;
        this.clock = clock;
        this.turns = Timer.builder("binnacle.estate.upkeep")
                .description("Time to let the estate grow older: what is not seen any more, values, history")
                .register(meters);
        this.missing = aged(meters, "missing");
        this.retired = aged(meters, "retired");
        this.expired = aged(meters, "relation expired");
        this.forgotten = Counter.builder("binnacle.estate.history.forgotten")
                .description("Versions and changes that were older than history is kept").register(meters);
    }

    private static Counter aged(MeterRegistry meters, String what) {
        return Counter.builder("binnacle.estate.aged").tag("to", what)
                .description("What sources showed once and did not show again in time").register(meters);
    }

    /** Begins, in a thread of its own. Once. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public void start() {
        timer.scheduleWithFixedDelay(() -> {
            try {
                turns.record(this::turn);
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.atWarn().setCause(e).log("the upkeep of the estate failed, it tries again");
                }
            }
        }, settings.first().toMillis(), settings.every().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does now what is due. */
    public void turn() {
        Upkeep.Aged aged;
        int steps = 0;
        do {
            aged = upkeep.age();
            missing.increment(aged.missing());
            retired.increment(aged.retired());
            expired.increment(aged.expired());
        } while (!aged.isWhole() && ++steps < STEPS_MAX && !closed);
        weigh();
        forgotten.increment(upkeep.forget(clock.instant().minus(settings.remember())));
    }

    private void weigh() {
        if (clock.instant().isBefore(weighNext)) {
            return;
        }
        for (int step = 0; step < STEPS_MAX && !closed; step++) {
            if (upkeep.weigh()) {
                weighNext = clock.instant().plus(settings.weighEvery());
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
    }
}
