package io.binnacle.telemetry.intake;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The few threads that bring what one protocol sends into the store, and the bounded queue before them. They are platform
 * threads: a request that is cancelled interrupts its own thread, never one that writes to the store's files.
 */
public final class IntakeThreads implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final String protocol;
    private final ThreadPoolExecutor threads;

    /**
     * @param protocol as its metrics have it: {@code remote_write}
     * @param waitingMax requests that wait; further ones are refused
     */
    public IntakeThreads(String protocol, int count, int waitingMax, MeterRegistry meters) {
        this.protocol = protocol;
        ArrayBlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(waitingMax);
        this.threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, waiting,
                Thread.ofPlatform().daemon().name(protocol.replace('_', '-') + "-", 0).factory());
        Gauge.builder("binnacle.intake.requests.active", threads, ThreadPoolExecutor::getActiveCount)
                .tag("protocol", protocol).register(meters);
        Gauge.builder("binnacle.intake.requests.waiting", waiting, ArrayBlockingQueue::size)
                .tag("protocol", protocol).register(meters);
    }

    /**
     * What that work gives; what it throws is thrown here. Work that is under way when the caller is interrupted ends as it would.
     *
     * @throws Overloaded as many requests wait as may
     * @throws Unavailable the threads are closed, or the caller was interrupted
     */
    public <R> R run(Supplier<R> work) {
        Future<R> result;
        try {
            result = threads.submit(work::get);
        } catch (RejectedExecutionException e) {
            if (threads.isShutdown()) {
                throw new Unavailable("the intake of " + protocol + " is closed", e);
            }
            throw new Overloaded("as many requests of " + protocol + " wait as may", RETRY_AFTER);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            // Nobody waits for the answer any more.
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new Unavailable("the request was cancelled", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new BugException("storing a body of " + protocol + " failed", e.getCause());
        }
    }

    /** Ends what waits and what is under way, then returns. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
