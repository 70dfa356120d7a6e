package io.binnacle.timeseries.block;

import io.binnacle.timeseries.column.ByteSource;

/** What a page of value columns holds, decompressed: which columns, and where the bytes of each are. */
final class SamplePageContent {

    byte[] bytes = {};
    int entries;
    long[] keys = {};
    int[] timeColumns = {};
    /** Entry {@code i} is {@code bytes[valuesAt + ends[i]..valuesAt + ends[i + 1])}. */
    private int[] ends = {};
    private int valuesAt;

    /**
     * Takes over a page's bytes instead of those before. Holds nothing after a failure.
     *
     * @param source stands at the first of them
     */
    void parse(byte[] page, ByteSource source) {
        entries = 0;
        bytes = page;
        int count = source.readCount(BlockFormat.ENTRIES_MAX);
        if (keys.length < count) {
            keys = new long[count + count / 4];
            timeColumns = new int[count + count / 4];
            ends = new int[count + count / 4 + 1];
        }
        parseKeys(count, source);
        int timeColumn = 0;
        for (int i = 0; i < count; i++) {
            timeColumn += (int) source.readZigzag();
            timeColumns[i] = timeColumn;
        }
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += source.readCount(source.remaining());
            ends[i + 1] = total;
        }
        ends[0] = 0;
        valuesAt = source.skip(total);
        entries = count;
    }

    private void parseKeys(int count, ByteSource source) {
        int metric = 0;
        int series = 0;
        for (int i = 0; i < count; i++) {
            long distance = source.readVarint();
            if ((distance & 1) == 0) {
                series += (int) (distance >>> 1);
            } else {
                metric += (int) (distance >>> 1);
                series = (int) source.readVarint();
            }
            keys[i] = BlockFormat.key(metric, series);
        }
    }

    /** Where the bytes of an entry begin. */
    int from(int entry) {
        return valuesAt + ends[entry];
    }

    /** Where they end. */
    int to(int entry) {
        return valuesAt + ends[entry + 1];
    }

    long memoryBytes() {
        return bytes.length + 8L * keys.length + 4L * timeColumns.length + 4L * ends.length;
    }
}
