package io.binnacle.timeseries.column;

import java.util.Arrays;

/** A growing array of bytes that a column or a page is written to. Numbers are little-endian. */
public final class ByteSink {

    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** The array itself, good until the next write; what lies behind {@link #size()} is of no meaning. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets what was written behind that size. */
    public void truncate(int newSize) {
        size = newSize;
    }

    public void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void putInt(int value) {
        reserve(Integer.BYTES);
        LittleEndian.putInt(bytes, size, value);
        size += Integer.BYTES;
    }

    public void putLong(long value) {
        reserve(Long.BYTES);
        LittleEndian.putLong(bytes, size, value);
        size += Long.BYTES;
    }

    /** Seven bits a byte, the lowest first; the value counts as unsigned. */
    public void putVarint(long value) {
        reserve(LittleEndian.VARINT_BYTES_MAX);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A varint for numbers near 0 on either side. */
    public void putZigzag(long value) {
        putVarint(value << 1 ^ value >> 63);
    }

    public void putBytes(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, size, count);
        size += count;
    }

    /** Makes room for that many bytes more and counts them as written; returns where they begin. */
    int extend(int count) {
        reserve(count + Long.BYTES);
        int at = size;
        size += count;
        return at;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), Math.multiplyExact(bytes.length, 2)));
        }
    }
}
