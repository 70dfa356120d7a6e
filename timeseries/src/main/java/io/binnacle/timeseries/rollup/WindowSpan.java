package io.binnacle.timeseries.rollup;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Rollup;

/**
 * The windows that end in some range of time, and the samples that their points depend on.
 *
 * @param firstEnd the end of the first window; after {@code lastEnd} when there is none
 */
public record WindowSpan(Rollup rollup, long firstEnd, long lastEnd) {

    /** Both ends of the range belong to it; far from the ends of {@code long}. */
    public static WindowSpan of(Rollup rollup, long minMillis, long maxMillis) {
        long length = rollup.resolution().millis();
        return new WindowSpan(rollup, rollup.resolution().windowEnd(minMillis),
                Math.floorDiv(maxMillis, length) * length);
    }

    public boolean isEmpty() {
        return firstEnd > lastEnd;
    }

    /** The first instant of the first window. */
    public long startMillis() {
        return firstEnd - rollup.resolution().millis() + 1;
    }

    /** From then on samples are to be read, up to {@link #lastEnd()}. */
    public long samplesFromMillis() {
        return rollup.aggregate() == Aggregate.INCREASE ? startMillis() - Readings.GAP_MILLIS_MAX : startMillis();
    }
}
