package io.binnacle.timeseries;

import io.binnacle.kernel.label.Labels;

/** A time series as one querier sees it: its labels, and its samples of the querier's range. */
public interface Series {

    Labels labels();

    /** A new cursor before the first sample. */
    SampleCursor samples();
}
