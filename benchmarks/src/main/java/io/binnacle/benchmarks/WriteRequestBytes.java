package io.binnacle.benchmarks;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes bodies of remote write 1.0, uncompressed, into a buffer that is used again. Used by one thread. */
final class WriteRequestBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Tags and lengths around one sample, and the sample. */
    private static final int SAMPLE_BYTES_MAX = 40;

    private final byte[] bytes;
    private int size;

    /** For messages of that many samples, of series with labels of that many bytes at most. */
    WriteRequestBytes(int batch, int labelBytesMax) {
        bytes = new byte[batch * (labelBytesMax + SAMPLE_BYTES_MAX)];
    }

    /** Labels as remote write 1.0 has them: names and values in turns, by name in ascending order. */
    static byte[] labels(String... namesAndValues) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            ByteArrayOutputStream label = new ByteArrayOutputStream();
            write(label, 0x0a, namesAndValues[i].getBytes(StandardCharsets.UTF_8));
            write(label, 0x12, namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
            write(all, 0x0a, label.toByteArray());
        }
        return all.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int tag, byte[] text) {
        out.write(tag);
        if (text.length >= 0x80) {
            out.write((text.length & 0x7f) | 0x80);
            out.write(text.length >>> 7);
        } else {
            out.write(text.length);
        }
        out.writeBytes(text);
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** One series with one sample. */
    void add(byte[] labels, long epochMillis, double value) {
        int sampleLength = 1 + Long.BYTES + 1 + lengthOf(epochMillis);
        bytes[size++] = 0x0a;
        writeVarint(labels.length + 2 + sampleLength);
        System.arraycopy(labels, 0, bytes, size, labels.length);
        size += labels.length;
        bytes[size++] = 0x12;
        bytes[size++] = (byte) sampleLength;
        bytes[size++] = 0x09;
        LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
        size += Long.BYTES;
        bytes[size++] = 0x10;
        writeVarint(epochMillis);
    }

    /** One sample of each of those series. */
    void write(Estate estate, int from, int to, int tick) {
        clear();
        for (int series = from; series < to; series++) {
            add(estate.labels(series), estate.epochMillis(series, tick), estate.next(series));
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
