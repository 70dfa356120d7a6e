package io.binnacle.timeseries.block;

import io.binnacle.timeseries.SampleColumns;

/** A series that a {@linkplain BlockReader#next walk} has come to. Used again for the next one. */
public final class SeriesVisit {

    private final SampleColumns samples = new SampleColumns();
    private long key = -1;

    public int metric() {
        return BlockFormat.metric(key);
    }

    public int series() {
        return BlockFormat.series(key);
    }

    /** All samples of the block that could be read. */
    public SampleColumns samples() {
        return samples;
    }

    long key() {
        return key;
    }

    void begin(long newKey) {
        key = newKey;
        samples.clear();
    }
}
