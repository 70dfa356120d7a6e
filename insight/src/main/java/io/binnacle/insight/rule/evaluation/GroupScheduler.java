package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates each group at its slots, in a thread of its own. After a pause the latest slot is evaluated, those before it are
 * counted as missed. After a start, alerts take up their state when the group was evaluated twice: before, what they are
 * made of may not be there.
 */
public final class GroupScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupScheduler.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final int EVALUATIONS_BEFORE_RESTORING = 2;

    private final List<GroupEvaluation> groups;
    private final StateRestoration restoration;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    public GroupScheduler(List<GroupEvaluation> groups, TimeSeriesStore store, InstantSource clock,
            MeterRegistry meters) {
        this.groups = List.copyOf(groups);
        this.restoration = new StateRestoration(store);
        this.clock = clock;
        this.meters = meters;
    }

    /** How each group is doing, in the order of the files. */
    public List<GroupState> states() {
        return groups.stream().map(GroupEvaluation::state).toList();
    }

    /** Begins; to be called once. */
    public void start() {
        for (GroupEvaluation group : groups) {
            threads.add(Thread.ofVirtual().name("rules-" + group.group().name()).start(() -> run(group)));
        }
    }

    private void run(GroupEvaluation group) {
        RuleMeters groupMeters = new RuleMeters(group, meters);
        Slots slots = new Slots(group.group().file(), group.group().name(), group.interval());
        Slots.Next next = new Slots.Next(slots.after(clock.instant()), 0);
        try {
            for (int done = 1; !isStopped(next.at()); done++) {
                groupMeters.begins(next.at(), next.missed(), clock.instant());
                group.evaluate(next.at());
                groupMeters.ended(group.state());
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
            // Closed by force; nothing is left to do.
        } catch (RuntimeException e) {
            LOG.error("file={} group={} is no longer evaluated", group.group().file(), group.group().name(), e);
        }
    }

    /** Waits until then, or until it is closed. */
    private boolean isStopped(Instant until) throws InterruptedException {
        long millis = Duration.between(clock.instant(), until).toMillis();
        return stop.await(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    /** Ends after the evaluations that are under way; waits for them, but not for ever. */
    @Override
    public void close() {
        stop.countDown();
        try {
            for (Thread thread : threads) {
                if (!thread.join(CLOSE_PATIENCE)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
