package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.List;

import io.binnacle.timeseries.head.Generation;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which series of the catalogue count as held: those with samples in the retention. Those without are forgotten once they
 * have no points either and are in no record of the log: what the log says again at a restart must not be about the dead.
 *
 * <p>Under the commit lock, but for {@link #told}; {@link #emptied} and {@link #hold} take it.
 */
final class LiveSeries {

    /** Series that went quiet are looked for this often in the course of one retention. */
    private static final int SWEEPS_PER_RETENTION = 20;
    /** So long after it failed, forgetting is tried again. */
    private static final long RETRY_MILLIS = 60_000;
    private static final String FORGETTING = "forgetting";

    private final DurableTimeSeriesStore store;
    /** Series without a sample that are still in the catalogue. */
    private final RoaringBitmap dead = new RoaringBitmap();
    /**
     * Those of the dead whose samples were deleted. They stay in the catalogue until they would have grown too old: a
     * reader that was opened before still finds them, and a damaged block may hold more of them.
     */
    private final RoaringBitmap emptied = new RoaringBitmap();
    private long sweepAtMillis;
    private boolean held;
    private volatile int told;

    LiveSeries(DurableTimeSeriesStore store) {
        this.store = store;
        this.sweepAtMillis = store.clock.millis() + sweepMillis();
        tell();
    }

    int count() {
        return store.catalogue.size() - dead.getCardinality();
    }

    /** The count as of the last commit; any thread. */
    int told() {
        return told;
    }

    void tell() {
        told = count();
    }

    /** A series that was dead has a sample again. */
    void revive(int number) {
        if (!dead.isEmpty()) {
            dead.remove(number);
            emptied.remove(number);
        }
    }

    /** Finds the series that have no sample in the retention any more. */
    void sweepIfDue(View present, long nowMillis) {
        if (held || nowMillis < sweepAtMillis) {
            return;
        }
        sweepAtMillis = nowMillis + sweepMillis();
        long oldest = nowMillis - store.settings.retention().toMillis();
        long oldestPoint = nowMillis - store.settings.rollups().longest().toMillis();
        RoaringBitmap forgettable = new RoaringBitmap();
        dead.clear();
        for (int number : store.catalogue.select(List.of()).numbers()) {
            long newest = store.newest.get(number);
            if (newest < oldest) {
                (newest >= oldestPoint || isInMemory(present, number) ? dead : forgettable).add(number);
            }
        }
        emptied.andNot(forgettable);
        dead.or(emptied);
        if (forgettable.isEmpty() || forget(forgettable)) {
            store.problems.healed(FORGETTING);
        } else {
            sweepAtMillis = Math.min(sweepAtMillis, nowMillis + RETRY_MILLIS);
        }
    }

    private long sweepMillis() {
        return Math.max(1, store.settings.retention().toMillis() / SWEEPS_PER_RETENTION);
    }

    /** While held, no series is forgotten, so that the catalogue's file only grows. Takes the commit lock. */
    void hold(boolean whether) {
        store.commitLock.lock();
        try {
            held = whether;
        } finally {
            store.commitLock.unlock();
        }
    }

    private static boolean isInMemory(View present, int number) {
        Generation sealed = present.sealed;
        return present.active.holds(number) || (sealed != null && sealed.holds(number));
    }

    /** False when the disk refuses. */
    private boolean forget(RoaringBitmap numbers) {
        // Before it counts: a batch that is begun after it must not find a number of before.
        store.known.renumber(store.catalogue.forgotten() + 1);
        try {
            store.catalogue.forget(numbers);
            return true;
        } catch (IOException e) {
            store.known.renumber(store.catalogue.forgotten());
            dead.or(numbers);
            store.problems.failed(FORGETTING,
                    "series that are gone could not be forgotten, to be tried again: " + e.getMessage());
            return false;
        }
    }

    /** These series may have lost their samples to a deletion: those without any do not count any more. Takes the commit lock. */
    void emptied(RoaringBitmap series) {
        RoaringBitmap empty = series.clone();
        store.commitLock.lock();
        try {
            View present = store.holdView();
            try {
                for (DayBlock one : present.blocks) {
                    empty.andNot(one.block().seriesNumbers());
                }
                for (int number : empty.toArray()) {
                    if (!store.catalogue.has(number) || isInMemory(present, number)) {
                        empty.remove(number);
                    }
                }
            } finally {
                present.release();
            }
            emptied.or(empty);
            dead.or(empty);
            tell();
        } finally {
            store.commitLock.unlock();
        }
    }
}
