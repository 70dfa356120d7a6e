package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** Makes a column of the numbers of one series after another. Belongs to one thread. */
interface ColumnMaker {

    /**
     * Fills all of {@code values}, with {@link Column#ABSENT} where there is nothing.
     *
     * @param samples all numbers of the series in the time that the selector looks at; no histograms
     * @return false when nothing is anywhere
     */
    boolean make(Series series, SampleBuffer samples, double[] values);
}
