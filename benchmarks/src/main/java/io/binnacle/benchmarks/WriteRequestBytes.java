package io.binnacle.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes bodies of remote write 1.0, uncompressed, into a buffer that is used again. Used by one thread. */
final class WriteRequestBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Tags and lengths around one sample, and the sample. */
    private static final int SAMPLE_BYTES_MAX = 40;

    private final byte[] bytes;
    private int size;

    WriteRequestBytes(Estate estate, int batch) {
        int most = 0;
        for (int series = 0; series < estate.size(); series++) {
            most = Math.max(most, estate.labels(series).length);
        }
        bytes = new byte[batch * (most + SAMPLE_BYTES_MAX)];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Writes one sample of each of those series. */
    void write(Estate estate, int from, int to, int tick) {
        size = 0;
        for (int series = from; series < to; series++) {
            byte[] labels = estate.labels(series);
            long epochMillis = estate.epochMillis(series, tick);
            int sampleLength = 1 + Long.BYTES + 1 + lengthOf(epochMillis);
            bytes[size++] = 0x0a;
            writeVarint(labels.length + 2 + sampleLength);
            System.arraycopy(labels, 0, bytes, size, labels.length);
            size += labels.length;
            bytes[size++] = 0x12;
            bytes[size++] = (byte) sampleLength;
            bytes[size++] = 0x09;
            LONGS.set(bytes, size, Double.doubleToRawLongBits(estate.next(series)));
            size += Long.BYTES;
            bytes[size++] = 0x10;
            writeVarint(epochMillis);
        }
    }

    private static int lengthOf(long varint) {
        return (63 - Long.numberOfLeadingZeros(varint | 1)) / 7 + 1;
    }

    private void writeVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }
}
