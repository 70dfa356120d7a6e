package io.binnacle.timeseries;

/**
 * What a {@link TimeSeriesStore} may be unable to do when its samples lie in another server. A store that lacks one says so, and
 * then does what stands here instead; all else of the contract holds for every store.
 */
public enum StoreCapability {

    /** A querier sees one moment. Without it each question is answered as of when it is asked, and a commit may be seen in part. */
    SNAPSHOTS,
    /** Of two samples of one time the one that prevails stays. Without it one of them does, mostly the first that came. */
    REPLACEMENT,
    /** Values come back to the last bit, NaN among them. Without it to some 12 digits, and NaN perhaps not at all. */
    EXACT_VALUES,
    /** Stale markers come back. Without it a series ends by its last sample alone. */
    STALE_MARKERS,
    /** Native histograms come back. Without it none are found, nor series that have nothing else. */
    NATIVE_HISTOGRAMS,
    /** Start times come back. Without it none are known. */
    START_TIMES,
    /** Names and values of labels are those of series with a sample in the range. Without it there may be more. */
    EXACT_NAMES,
    /** Samples can be deleted. Without it {@link TimeSeriesStore#delete} is refused as a conflict and deletes nothing. */
    DELETION
}
