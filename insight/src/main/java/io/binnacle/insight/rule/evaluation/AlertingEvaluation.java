package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.binnacle.insight.rule.evaluation.ActiveAlert.State;
import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.insight.rule.template.AlertData;
import io.binnacle.insight.rule.template.AlertTemplate;
import io.binnacle.insight.rule.template.Sample;
import io.binnacle.insight.rule.template.TemplateFault;
import io.binnacle.insight.rule.template.Vector;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the alerts of a rule: pending when an element of the result appears, firing when it stayed for long enough, and no
 * more when it is gone, or later where the rule says so.
 */
final class AlertingEvaluation implements RuleEvaluation {

    static final String STATE_METRIC = "ALERTS_FOR_STATE";
    private static final String ALERT_METRIC = "ALERTS";
    private static final String NAME_LABEL = "alertname";
    private static final String STATE_LABEL = "alertstate";
    /** Prometheus' own: for as long it says again that an alert is resolved. */
    private static final Duration RESOLVED_KEPT = Duration.ofMinutes(15);
    private static final int TOLD_MAX = 20;
    private static final Logger LOG = LoggerFactory.getLogger(AlertingEvaluation.class);

    private final PrometheusRule.Alerting rule;
    private final Surroundings surroundings;
    private final Map<Labels, ActiveAlert> alerts = new LinkedHashMap<>();
    /** Faults of templates that are in the log already: the same come at each evaluation. */
    private final Set<String> told = new HashSet<>();
    private boolean restored;

    AlertingEvaluation(PrometheusRule.Alerting rule, Surroundings surroundings) {
        this.rule = rule;
        this.surroundings = surroundings;
    }

    @Override
    public PrometheusRule.Alerting rule() {
        return rule;
    }

    /** From now on the states are written; before, they would overwrite those of the time before the restart. */
    void setRestored() {
        restored = true;
    }

    boolean isRestored() {
        return restored;
    }

    /** Changes each alert that is there. */
    void change(UnaryOperator<ActiveAlert> change) {
        alerts.replaceAll((labels, alert) -> change.apply(alert));
    }

    @Override
    public boolean takeOver(RuleEvaluation before) {
        if (!(before instanceof AlertingEvaluation other) || !other.rule.name().equals(rule.name())
                || !other.rule.labels().equals(rule.labels())) {
            return false;
        }
        alerts.putAll(other.alerts);
        restored = other.restored;
        return true;
    }

    @Override
    public List<ActiveAlert> alerts() {
        return alerts.values().stream().filter(ActiveAlert::isActive).toList();
    }

    @Override
    public List<VectorSample> evaluate(Instant at, Duration queryOffset, int limit) {
        Map<Labels, ActiveAlert> seen = seen(at, queryOffset);
        seen.forEach((labels, alert) -> alerts.merge(labels, alert,
                (before, now) -> before.isActive() ? before.seen(now) : now));
        List<VectorSample> samples = new ArrayList<>();
        int active = 0;
        for (ActiveAlert alert : List.copyOf(alerts.values())) {
            ActiveAlert next = seen.containsKey(alert.labels()) ? alert : gone(alert, at);
            boolean forgotten = next.resolvedAt() != null && (alert.state() == State.PENDING
                    || Duration.between(next.resolvedAt(), at).compareTo(RESOLVED_KEPT) > 0);
            if (forgotten) {
                alerts.remove(alert.labels());
                continue;
            }
            boolean fires = next.state() == State.PENDING
                    && Duration.between(next.activeAt(), at).compareTo(rule.heldFor()) >= 0;
            ActiveAlert settled = fires ? next.fired(at) : next;
            alerts.put(alert.labels(), settled);
            if (settled.isActive()) {
                active++;
                if (restored) {
                    addSamples(settled, at.minus(queryOffset), samples);
                }
            }
        }
        if (limit > 0 && active > limit) {
            alerts.clear();
            throw new RuleFailure("exceeded limit of " + limit + " with " + active + " alerts");
        }
        return samples;
    }

    /** What becomes of an alert whose element is not in the result. */
    private ActiveAlert gone(ActiveAlert alert, Instant at) {
        if (alert.state() == State.FIRING && !rule.keepFiringFor().isZero()) {
            Instant since = alert.keepFiringSince() == null ? at : alert.keepFiringSince();
            if (Duration.between(since, at).compareTo(rule.keepFiringFor()) < 0) {
                return alert.keptFiring(since);
            }
        }
        return alert.isActive() ? alert.resolved(at) : alert;
    }

    /** The alerts that the result gives, as if each were new. */
    private Map<Labels, ActiveAlert> seen(Instant at, Duration queryOffset) {
        Map<Labels, ActiveAlert> seen = new LinkedHashMap<>();
        for (VectorSample sample : surroundings.query().ask(rule.expression(), at.minus(queryOffset))) {
            AlertData data = new AlertData(sample.labels().toMap(), surroundings.externalLabels(),
                    surroundings.externalUrl(), sample.histogram() == null
                            ? (Object) sample.value()
                            : sample.histogram(),
                    at, this::answer);
            Labels.Builder builder = sample.labels().without(Label.METRIC_NAME).toBuilder();
            rule.labels().forEach((name, text) -> builder.set(name, expanded(text, data)));
            Labels labels = builder.set(NAME_LABEL, rule.name()).build();
            SortedMap<String, String> annotations = new TreeMap<>();
            rule.annotations().forEach((name, text) -> annotations.put(name, expanded(text, data)));
            ActiveAlert alert = new ActiveAlert(labels, annotations, State.PENDING, sample.value(),
                    sample.histogram(), at, null, null, null);
            if (seen.put(labels, alert) != null) {
                throw new RuleFailure("vector contains metrics with the same labelset after applying alert labels");
            }
        }
        return seen;
    }

    private String expanded(String text, AlertData data) {
        try {
            return AlertTemplate.expand(rule.name(), text, data);
        } catch (TemplateFault fault) {
            if (told.size() < TOLD_MAX && told.add(fault.getMessage())) {
                LOG.warn("alert={} a template fails: {}", rule.name(), fault.getMessage());
            }
            return "<error expanding template: " + fault.getMessage() + ">";
        }
    }

    private Vector answer(String expression, Instant at) {
        return new Vector(surroundings.query().ask(expression, at).stream()
                .map(sample -> new Sample(sample.labels().toMap(),
                        sample.histogram() == null ? (Object) sample.value() : sample.histogram()))
                .toList());
    }

    private void addSamples(ActiveAlert alert, Instant at, List<VectorSample> samples) {
        Labels.Builder labels = new Labels.Builder();
        rule.labels().forEach(labels::set);
        for (Label label : alert.labels()) {
            labels.set(label.name(), label.value());
        }
        labels.set(NAME_LABEL, rule.name());
        samples.add(new VectorSample(
                labels.set(Label.METRIC_NAME, ALERT_METRIC).set(STATE_LABEL, alert.state().text()).build(),
                at.toEpochMilli(), 1));
        samples.add(new VectorSample(labels.set(Label.METRIC_NAME, STATE_METRIC).build().without(STATE_LABEL),
                at.toEpochMilli(), alert.activeAt().getEpochSecond()));
    }
}
