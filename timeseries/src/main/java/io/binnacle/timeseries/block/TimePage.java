package io.binnacle.timeseries.block;

import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.column.Column;
import io.binnacle.timeseries.column.TimeDecoder;

/** A page of columns of times, decompressed; the columns are decoded when they are asked for. Immutable; any thread. */
final class TimePage {

    /** Of no columns. */
    static final TimePage NONE = new TimePage();

    private static final int COLUMN_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

    private final int first;
    private final byte[] bytes;
    private final int[] rows;
    private final long[] firstMillis;
    private final long[] lastMillis;
    /** Column {@code i} is {@code bytes[ends[i]..ends[i + 1])}. */
    private final int[] ends;

    private TimePage() {
        first = 0;
        bytes = new byte[0];
        rows = new int[0];
        firstMillis = new long[0];
        lastMillis = new long[0];
        ends = new int[1];
    }

    /** @param from stands at the page's first byte; the page's from now on, with what it reads */
    TimePage(ByteSource from) {
        int[] span = span(from);
        int count = span[1] - span[0];
        first = span[0];
        bytes = from.bytes();
        rows = new int[count];
        firstMillis = new long[count];
        lastMillis = new long[count];
        ends = new int[count + 1];
        int total = 0;
        for (int i = 0; i < count; i++) {
            rows[i] = from.readCount(Column.ROWS_MAX);
            firstMillis[i] = from.readZigzag();
            lastMillis[i] = firstMillis[i] + from.readVarint();
            total += from.readCount(from.remaining());
            ends[i + 1] = total;
        }
        int at = from.position();
        from.skip(total);
        for (int i = 0; i < ends.length; i++) {
            ends[i] += at;
        }
    }

    /** Numbers of the columns in a page of times: the first, and behind the last. */
    static int[] span(ByteSource from) {
        int first = from.readCount(Integer.MAX_VALUE);
        return new int[]{first, Math.addExact(first, from.readCount(BlockFormat.ENTRIES_MAX))};
    }

    boolean has(int number) {
        return number >= first && number < first + rows.length;
    }

    /** The number of its first column. */
    int first() {
        return first;
    }

    int rows(int number) {
        return rows[number - first];
    }

    long firstMillis(int number) {
        return firstMillis[number - first];
    }

    long lastMillis(int number) {
        return lastMillis[number - first];
    }

    /** Reads the times of that column into {@code times}, by a source and a decoder of the caller's thread. */
    void decode(int number, ByteSource source, TimeDecoder decoder, long[] times) {
        int column = number - first;
        source.reset(bytes, ends[column], ends[column + 1]);
        decoder.decode(source, rows[column], firstMillis[column], times, 0);
    }

    long memoryBytes() {
        return bytes.length + (long) COLUMN_BYTES * rows.length;
    }
}
