package io.binnacle.insight.rule.evaluation;

import java.time.Instant;

import io.binnacle.insight.rule.prometheus.RuleGroup;

/** Learns what became of each evaluation of a rule, from the thread of its group. */
@FunctionalInterface
public interface RuleListener {

    /**
     * Must not throw.
     *
     * @param at the time that was evaluated
     */
    void evaluated(RuleGroup group, RuleState rule, Instant at);
}
