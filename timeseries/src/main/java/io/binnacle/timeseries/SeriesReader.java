package io.binnacle.timeseries;

import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.histogram.HistogramSample;

/**
 * Reads the series that one querier handed out. Belongs to one thread, which need not be the querier's: so several threads
 * read the series of one querier at the same time, each with a reader of its own. Good until the querier is closed.
 */
public interface SeriesReader {

    /**
     * Appends the float samples of that series which lie in the querier's range and in this one, both ends inclusive, by
     * time; stale markers are handed out as they are.
     *
     * @throws Corrupt stored bytes are damaged
     */
    void read(Series series, long minMillis, long maxMillis, SampleColumns into);

    /** As {@link Series#histograms(long, long)}. */
    List<HistogramSample> histograms(Series series, long minMillis, long maxMillis);

    /** As {@link Series#startTimes}. */
    List<StartTime> startTimes(Series series, long minMillis, long maxMillis);

    /** A new grouping, for the thread of the reader. */
    SeriesGrouping grouping(LabelChoice choice);
}
