package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.promql.Value.Column;

/** A function of the samples of one range. */
interface RangeKernel {

    /**
     * The value: {@link Column#ABSENT} when there is none, or when it is a histogram that was {@linkplain RangeSeries#give
     * given}.
     *
     * @param range at a step where it holds at least one sample
     */
    double apply(RangeSeries range, RangeCall call);
}
