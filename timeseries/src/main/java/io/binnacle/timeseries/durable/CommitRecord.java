package io.binnacle.timeseries.durable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.LabelBytes;

/**
 * One commit as it lies in the log: the series that it creates, then its samples by the series' numbers, in the order in
 * which they were committed. Reading it again and applying it gives the same state.
 *
 * <pre>
 *   kind (byte) = 1
 *   series (varint)    then for each: number (varint)  length (varint)  {@link LabelBytes}
 *   samples (varint)   then for each: number, less the one before (zigzag varint)
 *                                     time, less the one before (zigzag varint)  value (8 bytes, little-endian)
 * </pre>
 */
final class CommitRecord {

    static final byte KIND = 1;
    private static final int SAMPLE_BYTES_MAX = 2 * Varints.BYTES_MAX + 8;

    /** A series that a commit creates. */
    record NewSeries(int number, Labels labels) {}

    /** What a record holds is handed on in its order. */
    interface Visitor {
        void series(int number, Labels labels);

        void sample(int series, long millis, double value);
    }

    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Writes a record behind {@code headerBytes} free ones, at which the buffer stands; it is good until the next call.
     */
    ByteBuffer write(int headerBytes, List<NewSeries> created, int[] series, long[] times, double[] values, int count) {
        int bytes = headerBytes + 1 + 2 * Varints.BYTES_MAX + count * SAMPLE_BYTES_MAX;
        byte[][] labels = new byte[created.size()][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = LabelBytes.write(created.get(i).labels());
            bytes += labels[i].length + 2 * Varints.BYTES_MAX;
        }
        ByteBuffer into = room(bytes).position(headerBytes).put(KIND);
        Varints.put(into, labels.length);
        for (int i = 0; i < labels.length; i++) {
            Varints.put(into, created.get(i).number());
            Varints.put(into, labels[i].length);
            into.put(labels[i]);
        }
        Varints.put(into, count);
        int lastSeries = 0;
        long lastMillis = 0;
        for (int i = 0; i < count; i++) {
            Varints.putSigned(into, (long) series[i] - lastSeries);
            Varints.putSigned(into, times[i] - lastMillis);
            into.putLong(Double.doubleToRawLongBits(values[i]));
            lastSeries = series[i];
            lastMillis = times[i];
        }
        return into.flip().position(headerBytes);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(Math.max(bytes, buffer.capacity() * 2)).order(ByteOrder.LITTLE_ENDIAN);
        }
        return buffer.clear();
    }

    /** Reads what {@link #write} wrote, from behind the header and the kind. */
    static void read(ByteBuffer record, Visitor into) {
        ByteBuffer from = record.order(ByteOrder.LITTLE_ENDIAN);
        for (long left = Varints.get(from); left > 0; left--) {
            int number = (int) Varints.get(from);
            byte[] labels = new byte[(int) Varints.get(from)];
            from.get(labels);
            into.series(number, LabelBytes.read(labels, 0, labels.length));
        }
        int series = 0;
        long millis = 0;
        for (long left = Varints.get(from); left > 0; left--) {
            series += (int) Varints.getSigned(from);
            millis += Varints.getSigned(from);
            into.sample(series, millis, Double.longBitsToDouble(from.getLong()));
        }
    }
}
