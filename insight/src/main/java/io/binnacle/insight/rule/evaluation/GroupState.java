package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.binnacle.insight.rule.prometheus.RuleGroup;
import org.jspecify.annotations.Nullable;

/**
 * How a group is doing.
 *
 * @param interval       between its evaluations
 * @param lastEvaluation null before the first
 * @param samples        how many the last evaluation wrote
 */
public record GroupState(RuleGroup group, Duration interval, @Nullable Instant lastEvaluation, Duration evaluationTime,
        int samples, List<RuleState> rules) {

    public GroupState {
        rules = List.copyOf(rules);
    }
}
