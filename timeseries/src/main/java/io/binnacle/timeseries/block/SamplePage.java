package io.binnacle.timeseries.block;

import java.util.Arrays;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.column.Column;
import io.binnacle.timeseries.column.ColumnEncoding;
import io.binnacle.timeseries.column.ValueDecoder;

/** A page of value columns, decompressed. One may be loaded after another. */
final class SamplePage {

    private final PageLoader loader;
    private final ByteSource source = new ByteSource();
    private final ValueDecoder decoder = new ValueDecoder();
    private final double[] unwanted = new double[Column.ROWS_MAX];
    private byte[] bytes = {};
    private int entries;
    private long[] keys = {};
    private int[] timeColumns = {};
    /** Entry {@code i} is {@code bytes[valuesAt + ends[i]..valuesAt + ends[i + 1])}. */
    private int[] ends = {};
    private int valuesAt;
    private int found;
    /** The entry that the decoder read last; -1 when it stands nowhere. */
    private int decoded;

    SamplePage(PageLoader loader) {
        this.loader = loader;
    }

    void load(PageEntry page) {
        entries = 0;
        found = 0;
        decoded = -1;
        bytes = loader.load(page, bytes, source);
        parse();
    }

    /** Takes over a page's bytes that were loaded elsewhere. */
    void parse(byte[] page, ByteSource from) {
        bytes = page;
        source.reset(page, from.position(), from.limit());
        entries = 0;
        parse();
    }

    private void parse() {
        int count = source.readCount(BlockFormat.ENTRIES_MAX);
        if (keys.length < count) {
            keys = new long[count + count / 4];
            timeColumns = new int[count + count / 4];
            ends = new int[count + count / 4 + 1];
        }
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

    int entries() {
        return entries;
    }

    long key(int entry) {
        return keys[entry];
    }

    /** The number of the column of its times. */
    int timeColumn(int entry) {
        return timeColumns[entry];
    }

    /** How many bytes its column of values takes. */
    int bytes(int entry) {
        return ends[entry + 1] - ends[entry];
    }

    ColumnEncoding encoding(int entry) {
        return ColumnEncoding.of(bytes[valuesAt + ends[entry]]);
    }

    /** The first entry that has that key or a greater one. */
    int find(long key) {
        // Whoever reads family after family asks for the entry behind the last one.
        if (found < entries && keys[found] < key && (found + 1 == entries || keys[found + 1] >= key)) {
            found++;
            return found;
        }
        int at = Arrays.binarySearch(keys, 0, entries, key);
        if (at < 0) {
            at = -at - 1;
        }
        while (at > 0 && keys[at - 1] == key) {
            at--;
        }
        found = at;
        return at;
    }

    /** The values of an entry, which has so many rows. */
    void decode(int entry, int rows, double[] values, int from) {
        int start = entry;
        while (start > 0 && start - 1 != decoded && ValueDecoder.standsOnNeighbour(bytes[valuesAt + ends[start]])) {
            start--;
        }
        if (start - 1 != decoded || decoded < 0) {
            decoder.forgetNeighbour();
        }
        decoded = -1;
        for (int i = start; i < entry; i++) {
            source.reset(bytes, valuesAt + ends[i], valuesAt + ends[i + 1]);
            decoder.decode(source, rows, unwanted, 0);
        }
        source.reset(bytes, valuesAt + ends[entry], valuesAt + ends[entry + 1]);
        decoder.decode(source, rows, values, from);
        if (source.remaining() != 0) {
            throw new Corrupt("a column of " + (ends[entry + 1] - ends[entry]) + " bytes ends "
                    + source.remaining() + " bytes early", null);
        }
        decoded = entry;
    }
}
