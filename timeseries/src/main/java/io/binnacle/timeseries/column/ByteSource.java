package io.binnacle.timeseries.column;

import io.binnacle.kernel.error.Corrupt;

/**
 * Reads what a {@link ByteSink} wrote, from an array that ends with {@value #PADDING_BYTES} bytes or more of no meaning,
 * so that a word may be loaded at the place of the last byte.
 *
 * <p>Whoever reads has checked the bytes' checksum, so bad numbers are rare; they still never lead outside of the array.
 */
public final class ByteSource {

    public static final int PADDING_BYTES = 16;

    private byte[] bytes = new byte[PADDING_BYTES];
    private int position;
    private int limit;

    /** Reads {@code bytes[from..to)} from now on. */
    public void reset(byte[] source, int from, int to) {
        if (from < 0 || from > to || to > source.length - PADDING_BYTES) {
            throw new Corrupt("bytes " + from + " to " + to + " of a page that has "
                    + Math.max(0, source.length - PADDING_BYTES), null);
        }
        bytes = source;
        position = from;
        limit = to;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public int limit() {
        return limit;
    }

    public int remaining() {
        return limit - position;
    }

    /** Moves on and returns where it was. */
    public int skip(long count) {
        if (count < 0 || count > limit - position) {
            throw new Corrupt("a page ends early: " + count + " bytes expected, " + (limit - position) + " left", null);
        }
        int at = position;
        position += (int) count;
        return at;
    }

    public int readByte() {
        return bytes[skip(1)] & 0xff;
    }

    public int readInt() {
        return LittleEndian.getInt(bytes, skip(Integer.BYTES));
    }

    public long readLong() {
        return LittleEndian.getLong(bytes, skip(Long.BYTES));
    }

    public long readVarint() {
        // Most numbers of a page's head take one byte, and a cheap question reads many heads.
        int first = bytes[position];
        if (first >= 0 && position < limit) {
            position++;
            return first;
        }
        return readLongVarint();
    }

    private long readLongVarint() {
        byte[] from = bytes;
        int at = position;
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == limit) {
                throw new Corrupt("a page ends early, within a number", null);
            }
            int next = from[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                position = at;
                return value;
            }
        }
        throw new Corrupt("a number has more than " + LittleEndian.VARINT_BYTES_MAX + " bytes", null);
    }

    public long readZigzag() {
        long value = readVarint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A varint that counts or measures something: 0 to {@code max}. */
    public int readCount(int max) {
        long value = readVarint();
        if (value < 0 || value > max) {
            throw new Corrupt("a count of " + value + " where at most " + max + " can be", null);
        }
        return (int) value;
    }
}
