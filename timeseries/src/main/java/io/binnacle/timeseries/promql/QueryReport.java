package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.time.Instant;

/**
 * What a query took.
 *
 * @param step zero of a query of one instant
 * @param series selected, by all selectors together
 * @param samples read of them, numbers and histograms, each time that a selector reads them
 * @param failure why there is no answer; empty when there is one
 */
public record QueryReport(String query, Instant start, Instant end, Duration step, Duration took, long series,
        long samples, String failure) {

    public boolean isRange() {
        return !step.isZero();
    }
}
