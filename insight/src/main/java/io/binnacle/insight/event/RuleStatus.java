package io.binnacle.insight.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.binnacle.insight.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * How a rule is doing.
 *
 * @param lastEvaluatedAt null before the first time, and for a rule that is switched off
 * @param error  why the last evaluation failed; null when it did not
 * @param series label sets that are watched
 * @param alerts how many are in which state; a state without any is absent
 * @param dropped alerts that did not open, because the rule has as many as it may
 */
public record RuleStatus(Rule rule, @Nullable Instant lastEvaluatedAt, Duration lastDuration, @Nullable String error,
        int series, Map<AlertState, Integer> alerts, int dropped) {}
