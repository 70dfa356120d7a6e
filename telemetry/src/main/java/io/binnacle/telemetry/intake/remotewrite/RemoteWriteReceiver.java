package io.binnacle.telemetry.intake.remotewrite;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Takes bodies of remote write into the time series store.
 *
 * <p>Any number of threads may call; the work is done by a few threads of its own, each with its buffers. They are
 * platform threads: a request that is cancelled interrupts its own thread, never one that writes to the store's files.
 */
public final class RemoteWriteReceiver implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final TimeSeriesStore store;
    private final ThreadPoolExecutor threads;
    private final ThreadLocal<Decoder> decoders;
    private final Counter bytes;
    private final Counter samples;
    private final Counter refused;

    /** What one thread needs, used again for each body. */
    private static final class Decoder {

        private final SnappyBlock block;
        private final WriteRequestReader first = new WriteRequestReader();
        private final RequestReader second = new RequestReader();

        Decoder(int bytesMax) {
            this.block = new SnappyBlock(bytesMax);
        }

        void decode(RemoteWriteMessage message, byte[] body, WriteBatch into) {
            int size = block.decompress(body);
            switch (message) {
                case WRITE_REQUEST -> first.read(block.bytes(), size, into);
                case REQUEST -> second.read(block.bytes(), size, into);
            }
        }
    }

    public RemoteWriteReceiver(TimeSeriesStore store, RemoteWriteSettings settings, MeterRegistry meters) {
        this.store = store;
        this.decoders = ThreadLocal.withInitial(() -> new Decoder(settings.decompressedBytesMax()));
        ArrayBlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(settings.waitingMax());
        this.threads = new ThreadPoolExecutor(settings.threads(), settings.threads(), 0, TimeUnit.SECONDS, waiting,
                Thread.ofPlatform().daemon().name("remote-write-", 0).factory());
        this.bytes = meters.counter("binnacle.intake.bytes", "protocol", "remote_write");
        this.samples = meters.counter("binnacle.intake.samples", "protocol", "remote_write", "outcome", "written");
        this.refused = meters.counter("binnacle.intake.samples", "protocol", "remote_write", "outcome", "refused");
        Gauge.builder("binnacle.intake.requests.active", threads, ThreadPoolExecutor::getActiveCount)
                .tag("protocol", "remote_write").register(meters);
        Gauge.builder("binnacle.intake.requests.waiting", waiting, ArrayBlockingQueue::size)
                .tag("protocol", "remote_write").register(meters);
    }

    /**
     * Stores what that body says. Good data beside bad is stored: the result tells what was not.
     *
     * @param body compressed in Snappy's block format; must not change before the call returns
     * @throws InvalidInput it is no such message; nothing of it is stored
     * @throws Overloaded as many requests wait as may, or samples come faster than the store can take them
     * @throws Unavailable the store's disk is full or fails; the same body may come again
     */
    public WriteResult receive(RemoteWriteMessage message, byte[] body, Sender sender) {
        Future<WriteResult> result;
        try {
            result = threads.submit(() -> store(message, body, sender));
        } catch (RejectedExecutionException e) {
            if (threads.isShutdown()) {
                throw new Unavailable("remote write is closed", e);
            }
            throw new Overloaded("as many requests of remote write wait as may", RETRY_AFTER);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            // Nobody waits for the answer any more. What is under way ends as it would.
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new Unavailable("the request was cancelled", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new BugException("storing a body of remote write failed", e.getCause());
        }
    }

    private WriteResult store(RemoteWriteMessage message, byte[] body, Sender sender) {
        bytes.increment(body.length);
        Appender appender = store.appender(sender);
        WriteBatch batch = new WriteBatch(appender);
        boolean whole = false;
        try {
            decoders.get().decode(message, body, batch);
            whole = true;
        } catch (Overloaded e) {
            throw new InvalidInput("body", "no more samples than a batch of the store holds",
                    String.valueOf(e.getMessage()));
        } finally {
            if (!whole) {
                batch.rollback();
            }
        }
        WriteResult result = commit(batch);
        samples.increment(result.samples());
        refused.increment(result.refusedTotal());
        return result;
    }

    private static WriteResult commit(WriteBatch batch) {
        boolean taken = false;
        try {
            WriteResult result = batch.commit();
            taken = true;
            return result;
        } finally {
            if (!taken) {
                batch.rollback();
            }
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
