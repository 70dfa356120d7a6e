package io.binnacle.timeseries;

import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.HistogramSample;

/**
 * A time series as one querier sees it: its labels, and its samples of the querier's range. They are floats or native
 * histograms, mostly all of one kind; where there is one of each at one time, the float counts for whoever wants a single one.
 */
public interface Series {

    Labels labels();

    /** A new cursor before the first float sample of the querier's range. */
    default SampleCursor samples() {
        return samples(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A new cursor over those float samples of the querier's range that lie in this one too, both ends inclusive. */
    SampleCursor samples(long minMillis, long maxMillis);

    /** All native histograms of the querier's range, by time. */
    default List<HistogramSample> histograms() {
        return histograms(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * The native histograms of the querier's range that lie in this one too, both ends inclusive, by time; stale markers are
     * handed out as they are.
     *
     * @throws Corrupt stored bytes are damaged
     */
    List<HistogramSample> histograms(long minMillis, long maxMillis);

    /**
     * When the counting of the samples in that range began, as far as senders told: by time, the first one in force at its
     * beginning, though it may have begun to be before. For each sample {@link StartTime#find} has the answer.
     *
     * @throws Corrupt stored bytes are damaged
     */
    List<StartTime> startTimes(long minMillis, long maxMillis);
}
