package io.binnacle.insight.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.insight.rule.evaluation.ActiveAlert;
import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.insight.rule.evaluation.RuleState;
import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.kernel.label.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What the alerting rules of one name, in groups of one name, found last. Mostly that is one rule.
 *
 * @param evaluated whether each of them was evaluated since the start
 * @param error     why one of them failed; null when none did
 * @param rule      one of them
 */
record PrometheusFinding(boolean evaluated, @Nullable String error, PrometheusRule.Alerting rule,
        Map<Labels, ActiveAlert> alerts) {

    private static final String SEPARATOR = "/";

    /** {@code group/AlertName}; our own rules' ids have no slash. */
    static String id(GroupState group, RuleState rule) {
        return group.group().name() + SEPARATOR + rule.rule().name();
    }

    static boolean isId(String ruleId) {
        return ruleId.contains(SEPARATOR);
    }

    /** By their ids. */
    static Map<String, PrometheusFinding> of(List<GroupState> groups) {
        Map<String, PrometheusFinding> findings = new LinkedHashMap<>();
        for (GroupState group : groups) {
            for (RuleState rule : group.rules()) {
                if (rule.rule() instanceof PrometheusRule.Alerting alerting) {
                    findings.merge(id(group, rule), of(rule, alerting), PrometheusFinding::and);
                }
            }
        }
        return findings;
    }

    private static PrometheusFinding of(RuleState rule, PrometheusRule.Alerting alerting) {
        Map<Labels, ActiveAlert> alerts = new LinkedHashMap<>();
        rule.alerts().forEach(alert -> alerts.put(alert.labels(), alert));
        return new PrometheusFinding(rule.lastEvaluation() != null, rule.error(), alerting, alerts);
    }

    private PrometheusFinding and(PrometheusFinding other) {
        Map<Labels, ActiveAlert> all = new LinkedHashMap<>(alerts);
        other.alerts.forEach((labels, alert) -> all.merge(labels, alert,
                (one, two) -> one.state().compareTo(two.state()) >= 0 ? one : two));
        return new PrometheusFinding(evaluated && other.evaluated, error != null ? error : other.error, rule, all);
    }
}
