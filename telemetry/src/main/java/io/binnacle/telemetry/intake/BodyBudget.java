package io.binnacle.telemetry.intake;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The memory that bodies may take, from before their first byte is read until they are answered. Who finds none waits,
 * its body unread, in the order of coming: a moment's burst costs nobody anything, since some senders drop what is
 * refused. Used by any number of threads.
 */
public final class BodyBudget {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    /** Enough for a burst of every agent of a site; each has a thread that costs next to nothing. */
    private static final int WAITING_MAX = 64;
    /** Counted in these, so that an int counts enough. */
    private static final int UNIT_BYTES = 1024;

    private final int unitsMax;
    private final Duration patience;
    private final Semaphore units;
    private final Counter refused;

    /** @param patience how long to wait for room */
    public BodyBudget(long bytesMax, Duration patience, MeterRegistry meters) {
        if (bytesMax < UNIT_BYTES || bytesMax / UNIT_BYTES > Integer.MAX_VALUE) {
            throw new InvalidInput("bytesMax", "1 KiB to 2 TiB", bytesMax);
        }
        this.unitsMax = (int) (bytesMax / UNIT_BYTES);
        this.patience = patience;
        this.units = new Semaphore(unitsMax, true);
        this.refused = meters.counter("binnacle.intake.bodies.refused");
        Gauge.builder("binnacle.intake.bodies.bytes", this, BodyBudget::bytesTaken).register(meters);
        Gauge.builder("binnacle.intake.bodies.bytes.max", () -> (double) unitsMax * UNIT_BYTES).register(meters);
        Gauge.builder("binnacle.intake.bodies.waiting", units, Semaphore::getQueueLength).register(meters);
    }

    private double bytesTaken() {
        return (double) (unitsMax - units.availablePermits()) * UNIT_BYTES;
    }

    /**
     * Does that work with room for a body of that many bytes; one larger than everything there is takes everything.
     *
     * @throws Overloaded there is no room, and none came free in time; the work has not begun
     */
    public <R> R within(long bytes, Supplier<R> work) {
        int wanted = (int) Math.max(1, Math.min(unitsMax, (bytes + UNIT_BYTES - 1) / UNIT_BYTES));
        if (!take(wanted)) {
            refused.increment();
            throw new Overloaded("the bodies of other requests take all the memory there is for them", RETRY_AFTER);
        }
        try {
            return work.get();
        } finally {
            units.release(wanted);
        }
    }

    private boolean take(int wanted) {
        try {
            return units.getQueueLength() < WAITING_MAX
                    && units.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the request was cancelled", e);
        }
    }
}
