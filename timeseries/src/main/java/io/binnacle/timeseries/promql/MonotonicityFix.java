package io.binnacle.timeseries.promql;

/** By how much the counts of a classic histogram fell from one bucket to the next, and between which bounds. */
record MonotonicityFix(double leastBound, double greatestBound, double greatestDifference) {}
