/**
 * The event pipeline: from a rule's value to an alert that people see.
 *
 * <p>A value's journey: evaluate the rule's PromQL, judge each label set with the state machine, store the alert and its
 * history, set the item's health, tell the {@link io.binnacle.insight.event.AlertListener}s. Everything from the judgement on
 * is one database transaction for each transition. Alerts of Prometheus' rules, which {@code insight.rule.evaluation} evaluates,
 * come in at the state machine's place.
 *
 * <p>Invariants: at most one unresolved alert for a rule and a label set; no transition is lost or told twice; each state
 * carries its reason.
 */
@NullMarked
package io.binnacle.insight.event;

import org.jspecify.annotations.NullMarked;
