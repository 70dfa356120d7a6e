package io.binnacle.timeseries.promql;

import java.time.Duration;

/**
 * Bounds of one query.
 *
 * @param stepsMax steps of a range query
 * @param seriesMax series that one selector may match
 * @param samplesMax samples held in memory at once
 * @param timeout how long an evaluation may take
 * @param lookback how old a sample may be to stand for its series
 * @param subqueryStep of subqueries that name none: how often rules are evaluated
 */
public record PromqlLimits(int stepsMax, int seriesMax, long samplesMax, Duration timeout, Duration lookback,
        Duration subqueryStep) {

    /** Prometheus' own: 11,000 steps, 50 M samples, 2 minutes, 5 minutes, 1 minute; and 200,000 series a selector. */
    public static PromqlLimits defaults() {
        return new PromqlLimits(11_000, 200_000, 50_000_000, Duration.ofMinutes(2), Duration.ofMinutes(5),
                Duration.ofMinutes(1));
    }

    public PromqlLimits withSubqueryStep(Duration step) {
        return new PromqlLimits(stepsMax, seriesMax, samplesMax, timeout, lookback, step);
    }
}
