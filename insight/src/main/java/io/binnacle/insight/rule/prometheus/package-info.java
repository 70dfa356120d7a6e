/**
 * Prometheus' rule files: groups of recording and alerting rules, loaded as they are.
 *
 * <p>A file's journey: {@link io.binnacle.insight.rule.prometheus.RuleFileReader} reads it strictly, by Prometheus' own checks,
 * and makes a {@link io.binnacle.insight.rule.prometheus.RuleFile} of it, or tells everything that is wrong, with places.
 *
 * <p>Invariants: a rule that exists is complete, its expression and its templates parse; a group's name is unique in its file; a
 * rule's labels have its group's among them.
 */
@NullMarked
package io.binnacle.insight.rule.prometheus;

import org.jspecify.annotations.NullMarked;
