package io.binnacle.timeseries.block;

import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.ValueEncoder;

/** Collects columns of values of consecutive series until they fill a page. */
final class SamplePageWriter {

    private final ValueEncoder encoder = new ValueEncoder();
    private final KeySink keys = new KeySink();
    private final ByteSink timeColumns = new ByteSink(1024);
    private final ByteSink lengths = new ByteSink(1024);
    private final ByteSink values;
    private int entries;
    private long samples;
    private int timeColumnBefore;

    SamplePageWriter(int pageBytes) {
        values = new ByteSink(pageBytes + pageBytes / 8);
    }

    void add(long key, int timeColumn, double[] column, int from, int count) {
        keys.add(key);
        timeColumns.putZigzag((long) timeColumn - timeColumnBefore);
        timeColumnBefore = timeColumn;
        int size = values.size();
        encoder.encode(column, from, count, values);
        lengths.putVarint(values.size() - size);
        entries++;
        samples += count;
    }

    int entries() {
        return entries;
    }

    int bytes() {
        return keys.sink().size() + timeColumns.size() + lengths.size() + values.size();
    }

    long firstKey() {
        return keys.first();
    }

    long lastKey() {
        return keys.last();
    }

    long samples() {
        return samples;
    }

    /** Writes the page's bytes and begins the next one. */
    void finish(ByteSink into) {
        into.putVarint(entries);
        put(keys.sink(), into);
        put(timeColumns, into);
        put(lengths, into);
        put(values, into);
        keys.clear();
        timeColumns.clear();
        lengths.clear();
        values.clear();
        encoder.forgetNeighbour();
        entries = 0;
        samples = 0;
        timeColumnBefore = 0;
    }

    private static void put(ByteSink from, ByteSink into) {
        into.putBytes(from.bytes(), 0, from.size());
    }
}
