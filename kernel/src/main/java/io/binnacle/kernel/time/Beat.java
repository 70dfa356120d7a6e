package io.binnacle.kernel.time;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Calls something at even instants of the wall clock: every interval, counted from the epoch, plus an offset. The first
 * call comes at once. A call that lasts too long swallows those that fall into it; none is made up for.
 *
 * <p>One thread of its own makes all calls. What a call throws is the callee's to handle: an exception ends the beat.
 */
public final class Beat implements AutoCloseable {

    /** What is called. */
    @FunctionalInterface
    public interface Call {

        /**
         * @param due the even instant, or the present one for the first call and when this call comes late by more than a tenth of the
         *            interval
         * @param lateMillis how late the call comes
         */
        void beat(long due, long lateMillis);
    }

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final long intervalMillis;
    private final long offsetMillis;
    private final InstantSource clock;
    private final Call call;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    /**
     * @param name     of the thread
     * @param interval at least one millisecond
     * @param offset   less than the interval
     */
    public Beat(String name, Duration interval, Duration offset, InstantSource clock, Call call) {
        this.name = name;
        this.intervalMillis = Math.max(1, interval.toMillis());
        this.offsetMillis = offset.toMillis();
        this.clock = clock;
        this.call = call;
    }

    /** Begins; a second call does nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            thread = Thread.ofPlatform().daemon().name(name).start(this::run);
        }
    }

    private void run() {
        long due = clock.millis();
        try {
            do {
                long now = clock.millis();
                long late = Math.max(0, now - due);
                call.beat(late <= intervalMillis / 10 ? due : now, late);
                now = clock.millis();
                due = Math.floorDiv(now - offsetMillis, intervalMillis) * intervalMillis + intervalMillis
                        + offsetMillis;
            } while (!stop.await(due - clock.millis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Closed by force; nothing is left to do.
        }
    }

    /** Ends after the call that is under way; waits for it, but not for ever. */
    @Override
    public void close() {
        stop.countDown();
        Thread running = thread;
        if (running != null && !running.equals(Thread.currentThread())) {
            try {
                if (!running.join(CLOSE_PATIENCE)) {
                    running.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
