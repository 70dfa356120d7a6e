package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.disk.DiskFull;
import io.binnacle.timeseries.head.Generation;
import io.binnacle.timeseries.snapshot.Snapshot;
import io.binnacle.timeseries.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * What the store does by itself, in one thread of its own, while it serves: seals and flushes generations, merges blocks,
 * drops what is beyond the retention. A step that the disk refuses is tried again, with growing pauses; until then nothing is
 * lost, for memory and the log still hold it.
 */
final class Housekeeping implements AutoCloseable {

    /** Merges write this much, some 30 M samples a second: far above what comes in, far below what a disk does. */
    private static final int SAMPLES_A_SERIES = 8;
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
    private final Deletion deletion;
    private final @Nullable Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean requested;
    private volatile boolean closed;

    private volatile long activeSinceMillis;
    private volatile boolean foundDiskFull;

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
        this.deletion = new Deletion(store, numbers, rollups, () -> closed, this::pace, this::flushIfDue);
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

    /**
     * What a generation holds before it is written to blocks, in samples: as set, or eight of each of its series where those are
     * more. A series takes the same memory for one as for eight, and a block that has only one of each is hardly worth its
     * writing, and merging soon after.
     */
    long weightMax(Generation active) {
        return Math.max(store.settings.headSamplesMax(), (long) SAMPLES_A_SERIES * active.series());
    }

    private boolean isDue(Generation active, long nowMillis) {
        return active.weight() >= weightMax(active)
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
                foundDiskFull = false;
                retryMillis = RETRY_MILLIS_FIRST;
            } catch (IOException | RuntimeException e) {
                store.problems.failed(HOUSEKEEPING, "housekeeping, to be tried again: " + e);
                retryMillis = failed ? Math.min(retryMillis * 2, RETRY_MILLIS_MAX) : RETRY_MILLIS_FIRST;
                failed = true;
                foundDiskFull = e instanceof DiskFull;
            }
        }
    }

    /** Whether the last step failed for want of room on the disk. */
    boolean foundDiskFull() {
        return foundDiskFull;
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
        flushIfDue();
        dropBeyondRetention();
        lookAtDays();
        compaction.run(false);
        lookAtDays();
        rollups.run(false);
    }

    private synchronized void flushIfDue() throws IOException {
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
    }

    long headAgeMillis() {
        return Math.max(0, store.clock.millis() - activeSinceMillis);
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

    /**
     * Deletes what these series have in that time, in memory as well: it is written to blocks first.
     *
     * @return how many samples went
     */
    synchronized long delete(RoaringBitmap series, long minMillis, long maxMillis) throws IOException {
        requireOpen();
        boolean inMemory;
        boolean sealed;
        store.commitLock.lock();
        try {
            View view = store.presentView();
            sealed = view.sealed != null;
            inMemory = sealed || store.logHoldsMore || holdsAny(view.active, series);
        } finally {
            store.commitLock.unlock();
        }
        if (inMemory) {
            flushNow();
        }
        if (sealed) {
            // That was what could not be written before; the rest follows.
            flushNow();
        }
        long deleted = deletion.run(new Deletion.Target(series, minMillis, maxMillis));
        store.live.emptied(series);
        return deleted;
    }

    private static boolean holdsAny(Generation generation, RoaringBitmap series) {
        IntIterator numbers = series.getIntIterator();
        while (numbers.hasNext()) {
            if (generation.holds(numbers.next())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes a snapshot while commits go on: all that was committed before is in it, and of later commits some, each whole.
     * What is in memory is written to blocks first, so that little is copied and most is linked.
     */
    synchronized Snapshot snapshot(String name) throws IOException {
        requireOpen();
        flushNow();
        store.live.hold(true);
        try {
            return snapshots().create(name);
        } finally {
            store.live.hold(false);
        }
    }

    synchronized void deleteSnapshot(String name) throws IOException {
        requireOpen();
        snapshots().delete(name);
    }

    Snapshots snapshots() {
        return new Snapshots(store.disk, StoreParts.of(store.disk), store.clock);
    }

    private void requireOpen() {
        if (closed) {
            throw new Unavailable("the time series store is closed");
        }
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
        // Whoever deletes just now sees the store close, and ends.
        synchronized (this) {
            flush.forget();
        }
    }
}
