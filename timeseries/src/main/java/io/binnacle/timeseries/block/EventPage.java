package io.binnacle.timeseries.block;

import java.util.Arrays;

import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.event.EventColumns;

/** A page of events, decompressed: entries of one series and kind each. One may be loaded after another. */
final class EventPage {

    private final ByteSource source = new ByteSource();
    private byte[] bytes = {};
    private int limit;
    private int entries;
    private long events;
    private long[] keys = {};
    private int[] kinds = {};
    private int[] counts = {};
    private int[] starts = {};

    void load(PageEntry page, PageLoader loader) {
        entries = 0;
        bytes = loader.load(page, bytes, source);
        parse();
    }

    void parse(byte[] page, ByteSource from) {
        bytes = page;
        source.reset(page, from.position(), from.limit());
        parse();
    }

    private void parse() {
        entries = 0;
        events = 0;
        limit = source.limit();
        int count = source.readCount(source.remaining());
        if (keys.length < count) {
            keys = new long[count];
            kinds = new int[count];
            counts = new int[count];
            starts = new int[count];
        }
        for (int i = 0; i < count; i++) {
            int metric = source.readCount(Integer.MAX_VALUE);
            keys[i] = BlockFormat.key(metric, source.readCount(Integer.MAX_VALUE));
            kinds[i] = source.readCount(Integer.MAX_VALUE);
            counts[i] = source.readCount(source.remaining());
            starts[i] = source.position();
            for (int j = 0; j < counts[i]; j++) {
                source.readVarint();
                source.skip(source.readVarint());
            }
            events += counts[i];
        }
        entries = count;
    }

    int entries() {
        return entries;
    }

    long events() {
        return events;
    }

    long key(int entry) {
        return keys[entry];
    }

    int kind(int entry) {
        return kinds[entry];
    }

    /** The first entry that has that key or a greater one. */
    int find(long key) {
        int at = Arrays.binarySearch(keys, 0, entries, key);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && keys[at - 1] == key) {
            at--;
        }
        return at;
    }

    /** Adds the events of an entry that lie in the span. */
    void read(int entry, long minMillis, long maxMillis, EventColumns into) {
        source.reset(bytes, starts[entry], limit);
        long millis = 0;
        for (int i = 0; i < counts[entry]; i++) {
            millis += source.readZigzag();
            int length = source.readCount(source.remaining());
            int at = source.skip(length);
            if (millis >= minMillis && millis <= maxMillis) {
                into.append(millis, Arrays.copyOfRange(bytes, at, at + length));
            }
        }
    }
}
