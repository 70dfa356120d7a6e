package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.binnacle.timeseries.head.Generation;
import org.jspecify.annotations.Nullable;

/**
 * What the store does by itself, in one thread of its own, while it serves: seals and flushes generations, merges blocks,
 * drops what is beyond the retention. A step that the disk refuses is tried again, with growing pauses; until then nothing is
 * lost, for memory and the log still hold it.
 */
final class Housekeeping implements AutoCloseable {

    /** Merges write this much, some 30 M samples a second: far above what comes in, far below what a disk does. */
    private static final long MERGE_BYTES_PER_SECOND = 64L << 20;
    private static final String HOUSEKEEPING = "housekeeping";
    private static final long PAUSE_MILLIS = 10_000;
    private static final long RETRY_MILLIS_FIRST = 500;
    private static final long RETRY_MILLIS_MAX = 30_000;

    private final DurableTimeSeriesStore store;
    private final Flush flush;
    private final Compaction compaction;
    private final DayChanges changes;
    private final Rollups rollups;
    private final Retention retention;
    private final @Nullable Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean requested;
    private volatile boolean closed;

    private volatile long activeSinceMillis;

    Housekeeping(DurableTimeSeriesStore store, Recovery recovery) {
        this.store = store;
        this.activeSinceMillis = store.clock.millis();
        BlockNumbers numbers = new BlockNumbers(recovery.nextBlock);
        this.flush = new Flush(store, numbers, recovery.metadataOnDisk);
        this.changes = new DayChanges(recovery.days.settledMillis());
        this.compaction = new Compaction(store, numbers, changes, () -> closed, this::pace);
        this.rollups = new Rollups(store, new Rollups.Timing(changes, recovery.days), compaction::isDamaged,
                () -> closed, this::pace);
        this.retention = new Retention(store, rollups);
        this.thread = recovery.background ? new Thread(this::run, "sample-store") : null;
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** After a commit, under the commit lock. */
    void committed(Generation active, long nowMillis) {
        if (isDue(active, nowMillis)) {
            request();
        }
    }

    private boolean isDue(Generation active, long nowMillis) {
        return active.weight() >= store.settings.headSamplesMax()
                || (!active.isEmpty() && nowMillis - activeSinceMillis >= store.settings.headAgeMax().toMillis());
    }

    void request() {
        lock.lock();
        try {
            requested = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long retryMillis = RETRY_MILLIS_FIRST;
        boolean failed = false;
        while (await(failed ? retryMillis : PAUSE_MILLIS, failed)) {
            try {
                step();
                failed = false;
                store.problems.healed(HOUSEKEEPING);
                retryMillis = RETRY_MILLIS_FIRST;
            } catch (IOException | RuntimeException e) {
                store.problems.failed(HOUSEKEEPING, "housekeeping, to be tried again: " + e);
                retryMillis = failed ? Math.min(retryMillis * 2, RETRY_MILLIS_MAX) : RETRY_MILLIS_FIRST;
                failed = true;
            }
        }
    }

    /** Waits for a request or for the time; false when the store is closed. */
    private boolean await(long millis, boolean whatever) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!closed && left > 0 && (whatever || !requested)) {
                left = changed.awaitNanos(left);
            }
            requested = false;
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Holds merges to their share of the disk; at once when the store closes. */
    private void pace(long bytesWritten) {
        long nanos = bytesWritten * TimeUnit.SECONDS.toNanos(1) / MERGE_BYTES_PER_SECOND;
        lock.lock();
        try {
            while (thread != null && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** All that is due now. */
    synchronized void step() throws IOException {
        View view = store.holdView();
        boolean due;
        try {
            due = view.sealed != null || isDue(view.active, store.clock.millis());
        } finally {
            view.release();
        }
        if (due) {
            flushNow();
        }
        dropBeyondRetention();
        lookAtDays();
        compaction.run(false);
        lookAtDays();
        rollups.run(false);
    }

    private void lookAtDays() {
        View view = store.holdView();
        try {
            changes.look(view, store.clock.millis());
        } finally {
            view.release();
        }
    }

    /** Writes all that is in memory to blocks. */
    synchronized void flushNow() throws IOException {
        activeSinceMillis = store.clock.millis();
        flush.run();
    }

    /** Merges the blocks of each day into one. */
    synchronized void compactNow() throws IOException {
        compaction.run(true);
    }

    /** Makes the points of each day whose samples are one block, over or not. */
    synchronized void rollUpNow() throws IOException {
        rollups.run(true);
    }

    synchronized void dropBeyondRetention() throws IOException {
        retention.run();
    }

    /** Swaps blocks in the view, then deletes the files of those that went. */
    static void replace(DurableTimeSeriesStore store, List<DayBlock> gone, List<DayBlock> come) throws IOException {
        store.replaceView(view -> view.withBlocks(gone, come));
        come.forEach(one -> one.block().release());
        for (DayBlock one : gone) {
            store.disk.delete(one.path());
            String folder = DayBlock.folder(one.day());
            if (store.disk.list(folder).isEmpty()) {
                store.disk.delete(folder);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        request();
        if (thread != null) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        flush.forget();
    }
}
