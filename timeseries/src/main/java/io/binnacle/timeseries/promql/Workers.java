package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that help queries, one fewer than the machine has processors, whatever the number of queries: a query runs in its
 * caller's thread, and what is idle beside it may take a part. Nobody waits for a helper that is busy.
 */
final class Workers {

    private static final Duration IDLE_MAX = Duration.ofSeconds(10);
    private static final int HELPERS = Runtime.getRuntime().availableProcessors() - 1;
    private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(0, Math.max(1, HELPERS), IDLE_MAX.toMillis(),
            TimeUnit.MILLISECONDS, new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("query-helper-", 1).factory());

    private Workers() {
    }

    /** Begins the task in another thread; empty when none is idle. */
    static Optional<Future<?>> help(Runnable task) {
        if (HELPERS < 1) {
            return Optional.empty();
        }
        FutureTask<Void> future = new FutureTask<>(task, null);
        try {
            POOL.execute(future);
            return Optional.of(future);
        } catch (RejectedExecutionException busy) {
            return Optional.empty();
        }
    }
}
