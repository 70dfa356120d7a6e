package io.binnacle.telemetry.intake.remotewrite;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.telemetry.intake.IntakeThreads;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Takes bodies of remote write into the time series store.
 *
 * <p>Any number of threads may call; the work is done by a few {@link IntakeThreads}, each with its buffers.
 */
public final class RemoteWriteReceiver implements AutoCloseable {

    private final TimeSeriesStore store;
    private final IntakeThreads threads;
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
        this.threads = new IntakeThreads("remote_write", settings.threads(), settings.waitingMax(), meters);
        this.bytes = meters.counter("binnacle.intake.bytes", "protocol", "remote_write");
        this.samples = meters.counter("binnacle.intake.samples", "protocol", "remote_write", "outcome", "written");
        this.refused = meters.counter("binnacle.intake.samples", "protocol", "remote_write", "outcome", "refused");
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
        return threads.run(() -> store(message, body, sender));
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
        threads.close();
    }
}
