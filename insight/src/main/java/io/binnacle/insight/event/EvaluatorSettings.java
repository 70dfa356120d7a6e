package io.binnacle.insight.event;

import java.time.Duration;

import io.binnacle.kernel.error.InvalidInput;

/**
 * How rules are evaluated.
 *
 * @param interval         time between rounds
 * @param alertsPerRuleMax alerts of one rule that are not over; more do not open, and are counted
 * @param seriesPerRuleMax label sets of one rule that are watched
 * @param grace            after a start, for how long missing data mean nothing: the samples in memory are gone
 */
public record EvaluatorSettings(Duration interval, int alertsPerRuleMax, int seriesPerRuleMax, Duration grace) {

    public EvaluatorSettings {
        if (interval.isNegative() || interval.isZero()) {
            throw new InvalidInput("interval", "more than 0", interval);
        }
    }

    /** Every 10 s, as samples come; 1,000 alerts of one rule are more than anybody reads. */
    public static EvaluatorSettings defaults() {
        return new EvaluatorSettings(Duration.ofSeconds(10), 1_000, 10_000, Duration.ofMinutes(1));
    }
}
