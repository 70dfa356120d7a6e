/**
 * Prometheus' rules at work: groups are evaluated, recorded series and the states of alerts are written to the store.
 *
 * <p>A group's journey: {@link io.binnacle.insight.rule.evaluation.GroupScheduler} calls it at its
 * {@link io.binnacle.insight.rule.evaluation.Slots slots}; {@link io.binnacle.insight.rule.evaluation.GroupEvaluation} evaluates
 * rule after rule, so that each sees what those before it wrote, appends what they give, and stale markers for what is gone;
 * what became of it is a {@link io.binnacle.insight.rule.evaluation.GroupState}, from which {@code insight.event} keeps alerts.
 *
 * <p>Invariants: semantics and messages are Prometheus'; a rule that fails changes nothing of what it made before; alerts that
 * wait to fire go on waiting after a restart, by their series ALERTS_FOR_STATE.
 */
@NullMarked
package io.binnacle.insight.rule.evaluation;

import org.jspecify.annotations.NullMarked;
