package io.binnacle.timeseries.durable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.batch.EventBatch;

/**
 * One commit as it lies in the log: the series that it creates, then its samples by the series' numbers, in the order in
 * which they were committed; in a record of the second kind also the events that belong to them, and what is news of metrics.
 * Reading it again and applying it gives the same state.
 *
 * <pre>
 *   kind (byte) = 1 or 2
 *   series (varint)    then for each: number (varint)  length (varint)  {@link LabelBytes}
 *   samples (varint)   then for each: number, less the one before (zigzag varint)
 *                                     time, less the one before (zigzag varint)  value (8 bytes, little-endian)
 *   only in kind 2:
 *   events (varint)    then for each: number and time as of samples, from 0 again  kind (varint)  length (varint)  bytes
 *   metadata (varint)  then for each: family  type (varint)  unit  help; texts with their length (varint)
 * </pre>
 */
final class CommitRecord {

    /** Float samples alone: the usual case. */
    static final byte KIND = 1;
    /** With what comes beside them. */
    static final byte KIND_WITH_EVENTS = 2;
    private static final int SAMPLE_BYTES_MAX = 2 * Varints.BYTES_MAX + 8;
    private static final int EVENT_BYTES_MAX = 4 * Varints.BYTES_MAX;
    private static final int METADATA_BYTES_MAX = 4 * Varints.BYTES_MAX;
    private static final int CHARACTER_BYTES_MAX = 3;

    /** A series that a commit creates. */
    record NewSeries(int number, Labels labels) {}

    /**
     * What comes beside float samples.
     *
     * @param metadata by family
     */
    record Beside(EventBatch events, Map<String, MetricMetadata> metadata) {

        boolean isEmpty() {
            return events.count() == 0 && metadata.isEmpty();
        }
    }

    /** What a record holds is handed on in its order. */
    interface Visitor {
        void series(int number, Labels labels);

        void sample(int series, long millis, double value);

        /** @param kindCode of a later version, perhaps */
        void event(int series, int kindCode, long millis, byte[] payload);

        void metadata(String family, MetricMetadata told);
    }

    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Writes a record behind {@code headerBytes} free ones, at which the buffer stands; it is good until the next call.
     */
    ByteBuffer write(int headerBytes, List<NewSeries> created, NumberedSamples samples, Beside beside) {
        boolean alone = beside.isEmpty();
        int bytes = headerBytes + 1 + 2 * Varints.BYTES_MAX + samples.size * SAMPLE_BYTES_MAX
                + (alone ? 0 : bytesOf(beside));
        byte[][] labels = new byte[created.size()][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = LabelBytes.write(created.get(i).labels());
            bytes += labels[i].length + 2 * Varints.BYTES_MAX;
        }
        ByteBuffer into = room(bytes).position(headerBytes).put(alone ? KIND : KIND_WITH_EVENTS);
        Varints.put(into, labels.length);
        for (int i = 0; i < labels.length; i++) {
            Varints.put(into, created.get(i).number());
            Varints.put(into, labels[i].length);
            into.put(labels[i]);
        }
        putSamples(into, samples);
        if (!alone) {
            putEvents(into, beside.events());
            putMetadata(into, beside.metadata());
        }
        return into.flip().position(headerBytes);
    }

    private static void putSamples(ByteBuffer into, NumberedSamples samples) {
        Varints.put(into, samples.size);
        int lastSeries = 0;
        long lastMillis = 0;
        for (int i = 0; i < samples.size; i++) {
            Varints.putSigned(into, (long) samples.series[i] - lastSeries);
            Varints.putSigned(into, samples.times[i] - lastMillis);
            into.putLong(Double.doubleToRawLongBits(samples.values[i]));
            lastSeries = samples.series[i];
            lastMillis = samples.times[i];
        }
    }

    /** At the most. */
    private static int bytesOf(Beside beside) {
        long bytes = 2L * Varints.BYTES_MAX + (long) beside.events().count() * EVENT_BYTES_MAX
                + beside.events().payloadBytes();
        for (Map.Entry<String, MetricMetadata> told : beside.metadata().entrySet()) {
            MetricMetadata metadata = told.getValue();
            bytes += METADATA_BYTES_MAX + (long) CHARACTER_BYTES_MAX
                    * (told.getKey().length() + metadata.unit().length() + metadata.help().length());
        }
        return Math.toIntExact(bytes);
    }

    private static void putEvents(ByteBuffer into, EventBatch events) {
        Varints.put(into, events.count());
        int lastSeries = 0;
        long lastMillis = 0;
        for (int i = 0; i < events.count(); i++) {
            Varints.putSigned(into, (long) events.series(i) - lastSeries);
            Varints.putSigned(into, events.millis(i) - lastMillis);
            Varints.put(into, events.kind(i).code());
            Varints.put(into, events.payload(i).length);
            into.put(events.payload(i));
            lastSeries = events.series(i);
            lastMillis = events.millis(i);
        }
    }

    private static void putMetadata(ByteBuffer into, Map<String, MetricMetadata> news) {
        Varints.put(into, news.size());
        news.forEach((family, told) -> {
            putText(into, family);
            Varints.put(into, told.type().code());
            putText(into, told.unit());
            putText(into, told.help());
        });
    }

    private static void putText(ByteBuffer into, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Varints.put(into, bytes.length);
        into.put(bytes);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(Math.max(bytes, buffer.capacity() * 2)).order(ByteOrder.LITTLE_ENDIAN);
        }
        return buffer.clear();
    }

    /** Whether {@link #read} can read a record of that kind. */
    static boolean isKnown(byte kind) {
        return kind == KIND || kind == KIND_WITH_EVENTS;
    }

    /** Reads what {@link #write} wrote, from behind the header on. */
    static void read(ByteBuffer record, Visitor into) {
        // On the heap: a byte at a time of foreign memory costs five times as much before the code is compiled, as after a start.
        ByteBuffer from = ByteBuffer.allocate(record.remaining()).put(record).flip().order(ByteOrder.LITTLE_ENDIAN);
        byte kind = from.get();
        for (long left = Varints.get(from); left > 0; left--) {
            int number = (int) Varints.get(from);
            byte[] labels = bytes(from);
            into.series(number, LabelBytes.read(labels, 0, labels.length));
        }
        int series = 0;
        long millis = 0;
        for (long left = Varints.get(from); left > 0; left--) {
            series += (int) Varints.getSigned(from);
            millis += Varints.getSigned(from);
            into.sample(series, millis, Double.longBitsToDouble(from.getLong()));
        }
        if (kind == KIND_WITH_EVENTS) {
            readEvents(from, into);
        }
    }

    private static void readEvents(ByteBuffer from, Visitor into) {
        int series = 0;
        long millis = 0;
        for (long left = Varints.get(from); left > 0; left--) {
            series += (int) Varints.getSigned(from);
            millis += Varints.getSigned(from);
            into.event(series, (int) Varints.get(from), millis, bytes(from));
        }
        for (long left = Varints.get(from); left > 0; left--) {
            String family = new String(bytes(from), StandardCharsets.UTF_8);
            MetricMetadata.Type type = MetricMetadata.Type.of(Varints.get(from));
            String unit = new String(bytes(from), StandardCharsets.UTF_8);
            into.metadata(family, new MetricMetadata(type, unit, new String(bytes(from), StandardCharsets.UTF_8)));
        }
    }

    private static byte[] bytes(ByteBuffer from) {
        long length = Varints.get(from);
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        from.get(bytes);
        return bytes;
    }
}
