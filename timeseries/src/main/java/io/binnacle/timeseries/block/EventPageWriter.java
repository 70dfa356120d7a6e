package io.binnacle.timeseries.block;

import io.binnacle.timeseries.column.ByteSink;

/** Collects events until they fill a page. */
final class EventPageWriter {

    private final ByteSink entries = new ByteSink(4096);
    private int count;
    private long events;
    private long firstKey;
    private long lastKey;

    /** Adds those events of one series and kind; times ascend. */
    void add(long key, int kind, long[] times, byte[][] payloads, int from, int to) {
        if (count == 0) {
            firstKey = key;
        }
        lastKey = key;
        entries.putVarint(BlockFormat.metric(key));
        entries.putVarint(BlockFormat.series(key));
        entries.putVarint(kind);
        entries.putVarint(to - from);
        long before = 0;
        for (int i = from; i < to; i++) {
            entries.putZigzag(times[i] - before);
            before = times[i];
            entries.putVarint(payloads[i].length);
            entries.putBytes(payloads[i], 0, payloads[i].length);
        }
        count++;
        events += to - from;
    }

    int count() {
        return count;
    }

    int bytes() {
        return entries.size();
    }

    long events() {
        return events;
    }

    long firstKey() {
        return firstKey;
    }

    long lastKey() {
        return lastKey;
    }

    void finish(ByteSink into) {
        into.putVarint(count);
        into.putBytes(entries.bytes(), 0, entries.size());
        entries.clear();
        count = 0;
        events = 0;
    }
}
