package io.binnacle.timeseries;

import io.binnacle.kernel.error.Corrupt;

/**
 * Reads the samples of one series forwards, by column, into arrays that belong to the caller: a store decodes straight
 * into them, no object is made a sample. Belongs to one thread.
 */
public interface SampleCursor {

    /**
     * Fills both arrays from {@code offset} on with the next samples, oldest first, as many as fit or as are convenient
     * for the store (a chunk), at least one. Stale markers are handed out as they are; see {@link Samples#isStale}.
     *
     * @return how many; 0 when there are no more samples, or no room
     * @throws Corrupt stored bytes are damaged; samples read before are good
     */
    int read(long[] times, double[] values, int offset);
}
