package io.binnacle.timeseries;

import io.binnacle.kernel.label.Labels;

/** A time series as one querier sees it: its labels, and its samples of the querier's range. */
public interface Series {

    Labels labels();

    /** A new cursor before the first sample of the querier's range. */
    default SampleCursor samples() {
        return samples(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A new cursor over those samples of the querier's range that lie in this one too, both ends inclusive. */
    SampleCursor samples(long minMillis, long maxMillis);
}
