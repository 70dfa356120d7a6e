package io.binnacle.timeseries;

/**
 * A way to read samples in few points: one for each window of the resolution that holds a sample, at the window's end.
 *
 * <p>Stale markers are no samples here. A point depends on the samples alone, to the last bit, and not on whether a store
 * keeps it ready or makes it when it is asked: sums are made in the order of time, within five minutes, then of those within an
 * hour, apart for the two days (UTC) that a window may touch with its last instant.
 */
public record Rollup(Resolution resolution, Aggregate aggregate) {}
