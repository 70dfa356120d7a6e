/**
 * Rules: conditions worth an alert, as data.
 *
 * <p>A rule's journey: YAML on the class path ({@code io/binnacle/insight/rule/*.yaml}) and in the user's directory, read
 * and checked as a whole by {@link io.binnacle.insight.rule.RuleFiles}, becomes a {@link io.binnacle.insight.rule.Rule},
 * which {@code insight.event} evaluates. Prometheus' rule files are read by {@code insight.rule.prometheus}.
 *
 * <p>Invariants: a rule that exists is complete, and its PromQL and its templates parse; ids are unique; a user's rule of the
 * same id changes ours key by key.
 */
@NullMarked
package io.binnacle.insight.rule;

import org.jspecify.annotations.NullMarked;
