package io.binnacle.operations.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due out of the outbox and has it delivered: one thread claims, each attempt runs on a virtual thread of its
 * own. A commit that wrote to the outbox wakes it at once; besides it looks every second, for retries that are due and for
 * what a dead worker left.
 *
 * <p>A channel has a few attempts under way at most, and they are its own: one that hangs delays no other channel. Several
 * workers may share one database; a claim is a row's {@code claimed_until}, so a worker that was killed delays its messages
 * until that time, and then they go out again, with the same id.
 *
 * <p>Why not db-scheduler: it would be a second table with a second truth beside the log that people see, it knows no order
 * of several tasks, and no fairness between channels; a claim is one statement here.
 */
public final class DeliveryWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    /** The statement that finds nothing takes less than a millisecond, so a second costs nothing and delays nobody. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Longer than an attempt by this: time to write its end down on a slow database. */
    private static final Duration CLAIM_MARGIN = Duration.ofSeconds(15);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(15);
    private static final Duration CLEAN_EVERY = Duration.ofHours(1);
    private static final int CLEAN_AT_ONCE = 1000;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

    private final NotificationJournal journal;
    private final Courier courier;
    private final NotificationSettings settings;
    private final BlockingQueue<Boolean> wakes = new ArrayBlockingQueue<>(1);
    private final ExecutorService attempts = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("delivery-", 0).factory());
    private final Map<UUID, Integer> underWay = new HashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Backlog backlog = new Backlog(0, null);
    private Instant measuredAt = Instant.MIN;
    private Instant cleanedAt = Instant.MIN;
    private @Nullable Thread claimer;

    public DeliveryWorker(NotificationJournal journal, Courier courier, NotificationSettings settings,
            MeterRegistry meters) {
        this.journal = journal;
        this.courier = courier;
        this.settings = settings;
        meters.gauge("binnacle.notification.undelivered", this, worker -> worker.backlog.undelivered());
        meters.gauge("binnacle.notification.oldest.age.seconds", this, DeliveryWorker::oldestAgeSeconds);
    }

    /** Once. */
    public synchronized void start() {
        claimer = Thread.ofVirtual().name("delivery-claimer").start(this::run);
    }

    /** There is something new in the outbox, committed. Returns at once. */
    public void wake() {
        wakes.offer(true);
    }

    /** Claims no more, gives attempts under way a moment, then breaks them off: they count as failed and are retried. */
    @Override
    public void close() {
        closing.set(true);
        wake();
        attempts.shutdown();
        try {
            Thread running;
            synchronized (this) {
                running = claimer;
            }
            if (running != null) {
                running.join(CLOSE_MAX);
            }
            if (!attempts.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                attempts.shutdownNow();
                attempts.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            attempts.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing.get()) {
            try {
                deliverDue();
                keepHouse();
            } catch (RuntimeException e) {
                LOG.warn("the outbox could not be read, trying again: {}", e.toString());
            }
            try {
                wakes.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void deliverDue() {
        while (!closing.get()) {
            Instant now = journal.now();
            Instant until = now.plus(settings.attemptMax()).plus(CLAIM_MARGIN);
            List<ClaimedDelivery> claims = journal.store().claim(now, until, busyChannels());
            if (claims.isEmpty()) {
                return;
            }
            claims.forEach(this::begin);
        }
    }

    private void begin(ClaimedDelivery claim) {
        synchronized (underWay) {
            underWay.merge(claim.channelId(), 1, Integer::sum);
        }
        attempts.execute(() -> {
            try {
                courier.attempt(claim);
            } catch (RuntimeException e) {
                LOG.warn("delivery={} its attempt could not be written down, it is repeated when its claim ends: {}",
                        claim.id(), e.toString());
            } finally {
                end(claim.channelId());
            }
        });
    }

    private void end(UUID channelId) {
        synchronized (underWay) {
            underWay.computeIfPresent(channelId, (id, count) -> count > 1 ? count - 1 : null);
        }
        wake();
    }

    private List<UUID> busyChannels() {
        synchronized (underWay) {
            return underWay.entrySet().stream().filter(entry -> entry.getValue() >= settings.concurrencyPerChannel())
                    .map(Map.Entry::getKey).toList();
        }
    }

    private void keepHouse() {
        Instant now = journal.now();
        if (!now.isBefore(measuredAt.plus(MEASURE_EVERY))) {
            measuredAt = now;
            journal.store().giveUpOrphans(now);
            backlog = journal.store().backlog();
        }
        if (!now.isBefore(cleanedAt.plus(CLEAN_EVERY))) {
            int removed = journal.store().removeFinished(now.minus(settings.keepLogFor()), CLEAN_AT_ONCE);
            // A full batch means that there may be more: the next round goes on.
            cleanedAt = removed < CLEAN_AT_ONCE ? now : cleanedAt;
        }
    }

    private double oldestAgeSeconds() {
        Instant oldest = backlog.oldest();
        return oldest == null ? 0 : Duration.between(oldest, journal.now()).toMillis() / 1000.0;
    }
}
