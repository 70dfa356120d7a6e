package io.binnacle.server.api;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;

/**
 * Long work on the files of the sample store, one after the other, by a thread of its own: a request that is cancelled
 * interrupts its own thread, never one that writes files. Whoever asked waits; the work ends also when nobody waits any more.
 */
public final class SampleTasks {

    private static final int WAITING_MAX = 8;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(0, 1, 5, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX), Thread.ofPlatform().daemon().name("sample-tasks").factory());

    /** @throws Overloaded as many wait as may */
    <T> T run(Callable<T> task) {
        Future<T> result;
        try {
            result = thread.submit(task);
        } catch (RejectedExecutionException e) {
            throw new Overloaded("other work on the sample store is under way", RETRY_AFTER);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the request was cancelled; its work goes on", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new BugException("work on the sample store failed", e.getCause());
        }
    }
}
