package io.binnacle.telemetry.intake.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.telemetry.intake.IntakeThreads;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Takes requests of OTLP metrics into the time series store. Any number of threads may call; the work is done by a few
 * {@link IntakeThreads}.
 */
public final class OtlpReceiver implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int WAITING_MAX = 64;
    /** Of each some hundred bytes are kept. */
    private static final int DELTA_SERIES_MAX = 100_000;

    private final TimeSeriesStore store;
    private final Supplier<OtlpSettings> settings;
    private final int bytesMax;
    private final DeltaSums sums;
    private final IntakeThreads threads;
    private final Counter bytes;
    private final Counter written;
    private final Counter refused;

    /**
     * @param settings asked for each request
     * @param bytesMax largest body after decompression
     */
    public OtlpReceiver(TimeSeriesStore store, Supplier<OtlpSettings> settings, int bytesMax, MeterRegistry meters) {
        this.store = store;
        this.settings = settings;
        this.bytesMax = bytesMax;
        this.sums = new DeltaSums(DELTA_SERIES_MAX, new StoredSums(store, StoredSums.LOOK_BACK), meters);
        this.threads = new IntakeThreads("otlp", THREADS, WAITING_MAX, meters);
        this.bytes = meters.counter("binnacle.intake.bytes", "protocol", "otlp");
        this.written = meters.counter("binnacle.intake.samples", "protocol", "otlp", "outcome", "written");
        this.refused = meters.counter("binnacle.intake.samples", "protocol", "otlp", "outcome", "refused");
    }

    /**
     * Stores what that body says. Good data beside bad is stored: the result tells what was not.
     *
     * @param json whether it is JSON and no protobuf
     * @param gzip whether it is compressed
     * @throws InvalidInput it is no such message; nothing of it is stored
     * @throws Overloaded as many requests wait as may, or samples come faster than the store can take them
     * @throws Unavailable the store's disk is full or fails; the same body may come again
     */
    public OtlpResult receive(byte[] body, boolean json, boolean gzip, Sender sender) {
        return threads.run(() -> store(body, json, gzip, sender));
    }

    private OtlpResult store(byte[] body, boolean json, boolean gzip, Sender sender) {
        bytes.increment(body.length);
        byte[] plain = gzip ? gunzipped(body) : body;
        byte[] message = json ? JsonRequest.toProtobuf(plain, plain.length) : plain;
        OtlpSettings now = settings.get();
        PointWriter writer = new PointWriter(now, store.appender(sender), sums);
        boolean taken = false;
        try {
            new MetricsReader(now, writer).read(message, 0, message.length);
            OtlpResult result = writer.commit();
            taken = true;
            written.increment(result.written());
            refused.increment(result.rejected());
            return result;
        } finally {
            if (!taken) {
                writer.rollback();
            }
        }
    }

    private byte[] gunzipped(byte[] body) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(bytesMax + 1);
            if (plain.length > bytesMax) {
                throw new InvalidInput("body", "at most " + bytesMax + " bytes after decompression", "more");
            }
            return plain;
        } catch (IOException e) {
            throw new InvalidInput("body", "gzip", "what cannot be decompressed");
        }
    }

    /** Ends what waits and what is under way, then returns. */
    @Override
    public void close() {
        threads.close();
    }
}
