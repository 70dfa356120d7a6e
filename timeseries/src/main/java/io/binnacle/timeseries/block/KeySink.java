package io.binnacle.timeseries.block;

import io.binnacle.timeseries.column.ByteSink;

/** Ascending keys of one page: distance of the series within a metric, or of the metric and then the series. */
final class KeySink {

    private final ByteSink sink = new ByteSink(1024);
    private boolean empty = true;
    private long first;
    private long last;

    void add(long key) {
        if (empty) {
            first = key;
            last = 0;
            empty = false;
        }
        int metrics = BlockFormat.metric(key) - BlockFormat.metric(last);
        if (metrics == 0) {
            sink.putVarint((long) (BlockFormat.series(key) - BlockFormat.series(last)) << 1);
        } else {
            sink.putVarint((long) metrics << 1 | 1);
            sink.putVarint(BlockFormat.series(key));
        }
        last = key;
    }

    ByteSink sink() {
        return sink;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    void clear() {
        sink.clear();
        empty = true;
    }
}
