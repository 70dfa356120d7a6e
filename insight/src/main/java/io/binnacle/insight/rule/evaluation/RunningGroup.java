package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A group with the thread that evaluates it at its slots. */
final class RunningGroup {

    private static final Logger LOG = LoggerFactory.getLogger(RunningGroup.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final int EVALUATIONS_BEFORE_RESTORING = 2;

    private final GroupEvaluation group;
    private final StateRestoration restoration;
    private final InstantSource clock;
    private final RuleMeters meters;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread thread;

    RunningGroup(GroupEvaluation group, StateRestoration restoration, InstantSource clock, MeterRegistry registry) {
        this.group = group;
        this.restoration = restoration;
        this.clock = clock;
        this.meters = new RuleMeters(group, registry);
    }

    GroupEvaluation group() {
        return group;
    }

    void start() {
        thread = Thread.ofVirtual().name("rules-" + group.group().name()).start(this::run);
    }

    private void run() {
        Slots slots = new Slots(group.group().file(), group.group().name(), group.interval());
        Slots.Next next = new Slots.Next(slots.after(clock.instant()), 0);
        try {
            for (int done = 1; !isStopped(next.at()); done++) {
                meters.begins(next.at(), next.missed(), clock.instant());
                group.evaluate(next.at());
                meters.ended(group.state());
                if (done >= EVALUATIONS_BEFORE_RESTORING && !group.isRestored()) {
                    group.restore(restoration, clock.instant());
                }
                Instant due = next.at().plus(group.interval());
                if (isStopped(due)) {
                    return;
                }
                next = slots.next(next.at(), clock.instant());
            }
        } catch (InterruptedException e) {
            // Ended by force; nothing is left to do.
        } catch (RuntimeException e) {
            LOG.error("file={} group={} is no longer evaluated", group.group().file(), group.group().name(), e);
        }
    }

    /** Waits until then, or until it is stopped. */
    private boolean isStopped(Instant until) throws InterruptedException {
        long millis = Duration.between(clock.instant(), until).toMillis();
        return stop.await(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    /** Begins no further evaluation. */
    void stop() {
        stop.countDown();
    }

    /** After {@link #stop}: waits for the evaluation that is under way, but not for ever. */
    void join() throws InterruptedException {
        if (thread != null && !thread.join(CLOSE_PATIENCE)) {
            thread.interrupt();
            thread.join(CLOSE_PATIENCE);
        }
    }

    /** @param counters whether the counts of the group end, too: another form of it goes on with them otherwise */
    void removeMeters(boolean counters) {
        meters.remove(counters);
    }
}
