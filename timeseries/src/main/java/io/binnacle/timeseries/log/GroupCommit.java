package io.binnacle.timeseries.log;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Lets one sync serve all who wait for it. Whoever comes while none runs makes it; who comes meanwhile waits and makes the next,
 * for all that came in between. A thread of its own syncs what nobody waits for, an interval after it came.
 *
 * <p>Positions count the bytes of the log, those that were found when it was opened included. After a failed sync the positions it was to cover are doubtful for
 * ever: a later success says nothing about them.
 */
final class GroupCommit {

    /** What is synced. */
    interface Target {

        /** Makes all that was appended so far durable; one thread at a time. @return up to which position */
        long syncAppended() throws IOException;

        /** The position behind the last append; after a failed sync no append succeeds until a sync does. */
        long appended();
    }

    private final Target target;
    private final long intervalNanos;
    private final Thread background;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean running;
    private long doubtfulFrom = Long.MAX_VALUE;
    private long doubtfulTo = -1;
    private long syncs;
    private long syncFailures;
    private long syncNanos;
    private volatile long durable;
    private volatile @Nullable IOException failure;
    /** When the first of what is not durable was appended, or earlier; 0 when all is. */
    private volatile long unsyncedSince;
    private volatile boolean idle;
    private volatile boolean closed;

    GroupCommit(Duration interval, Target target) {
        this.target = target;
        this.intervalNanos = interval.toNanos();
        this.background = Thread.ofPlatform().daemon().name("timeseries-log-sync").unstarted(this::syncByInterval);
    }

    void start() {
        background.start();
    }

    /** To be called after each append. */
    void appended() {
        if (unsyncedSince == 0) {
            // Not 0, whatever the time.
            unsyncedSince = System.nanoTime() | 1;
        }
        if (idle) {
            LockSupport.unpark(background);
        }
    }

    /** Up to which position all is durable, but for what is doubtful. */
    long durable() {
        return durable;
    }

    /** Why the last sync failed; null when it did not. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Returns once that position is durable. @throws IOException when it is not and no later sync can make it so */
    void await(long position) throws IOException {
        lock.lock();
        try {
            while (true) {
                if (position > doubtfulFrom && position <= doubtfulTo) {
                    throw new IOException("the log could not be synced; what was appended may not survive a power cut",
                            failure);
                }
                if (durable >= position) {
                    return;
                }
                if (running) {
                    ended.awaitUninterruptibly();
                } else {
                    runSync();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Syncs what was appended before this call, but for what is doubtful already. */
    void sync() throws IOException {
        IOException failed;
        lock.lock();
        try {
            while (running) {
                ended.awaitUninterruptibly();
            }
            runSync();
            failed = failure;
        } finally {
            lock.unlock();
        }
        if (failed != null) {
            throw new IOException("the log could not be synced", failed);
        }
    }

    /** With the lock held, which is released meanwhile. */
    private void runSync() {
        running = true;
        lock.unlock();
        long start = System.nanoTime();
        long synced = -1;
        IOException failed = null;
        try {
            synced = target.syncAppended();
        } catch (IOException e) {
            failed = e;
        } catch (RuntimeException e) {
            // A bug must not end the background: without it nothing would be synced, and nobody told.
            failed = new IOException(e);
        } finally {
            lock.lock();
            running = false;
            ended.signalAll();
        }
        failure = failed;
        if (failed == null) {
            durable = synced;
            unsyncedSince = 0;
            if (durable < target.appended()) {
                unsyncedSince = start | 1;
            }
            syncs++;
            syncNanos += System.nanoTime() - start;
        } else {
            syncFailures++;
            doubtfulFrom = Math.min(doubtfulFrom, durable);
            doubtfulTo = target.appended();
        }
    }

    private void syncByInterval() {
        while (!closed) {
            if (!pending()) {
                idle = true;
                // Looked at again after idle was set: an append in between has seen one or the other.
                if (!pending() && !closed) {
                    LockSupport.park(this);
                }
                idle = false;
                continue;
            }
            long due = System.nanoTime() + intervalNanos;
            for (long left = intervalNanos; left > 0 && !closed; left = due - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
            lock.lock();
            try {
                if (pending() && !closed && !running) {
                    runSync();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean pending() {
        return durable < target.appended() || failure != null;
    }

    long unsyncedNanos() {
        long since = unsyncedSince;
        return since == 0 ? 0 : Math.max(0, System.nanoTime() - since);
    }

    long syncs() {
        lock.lock();
        try {
            return syncs;
        } finally {
            lock.unlock();
        }
    }

    long syncFailures() {
        lock.lock();
        try {
            return syncFailures;
        } finally {
            lock.unlock();
        }
    }

    long syncNanos() {
        lock.lock();
        try {
            return syncNanos;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the background. Does not sync. */
    void close() {
        closed = true;
        LockSupport.unpark(background);
        boolean interrupted = false;
        while (background.isAlive() && !background.equals(Thread.currentThread())) {
            try {
                background.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
