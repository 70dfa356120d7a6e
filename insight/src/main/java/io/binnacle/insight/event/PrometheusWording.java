package io.binnacle.insight.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.insight.rule.evaluation.ActiveAlert;
import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.kernel.health.Severity;
import io.binnacle.kernel.id.Ids;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.timeseries.histogram.FloatText;
import org.jspecify.annotations.Nullable;

/** Makes the alert that people see of an alert of a Prometheus rule. */
final class PrometheusWording {

    private static final List<String> TITLES = List.of("summary", "title");
    private static final List<String> DESCRIPTIONS = List.of("description", "message");
    /** Words that people use for the label {@code severity}, beside our own. */
    private static final Map<String, Severity> SEVERITIES = Map.ofEntries(Map.entry("page", Severity.CRITICAL),
            Map.entry("emergency", Severity.CRITICAL), Map.entry("fatal", Severity.CRITICAL),
            Map.entry("disaster", Severity.CRITICAL), Map.entry("p1", Severity.CRITICAL),
            Map.entry("error", Severity.MAJOR), Map.entry("high", Severity.MAJOR), Map.entry("p2", Severity.MAJOR),
            Map.entry("information", Severity.INFO), Map.entry("informational", Severity.INFO),
            Map.entry("notice", Severity.INFO), Map.entry("low", Severity.INFO), Map.entry("none", Severity.INFO),
            Map.entry("debug", Severity.INFO));

    private final Ids ids;

    PrometheusWording(Ids ids) {
        this.ids = ids;
    }

    static Severity severity(ActiveAlert alert) {
        String word = alert.labels().get("severity").toLowerCase(Locale.ROOT);
        return Severity.parse(word).orElse(SEVERITIES.getOrDefault(word, Severity.WARNING));
    }

    Alert open(String ruleId, PrometheusRule.Alerting rule, ActiveAlert alert, Instant now,
            Optional<ConfigurationItem> item) {
        AlertState state = state(alert);
        return new Alert(ids.next(), ruleId, text(alert, TITLES, rule.name()), text(alert, DESCRIPTIONS, ""), state,
                severity(alert), alert.labels().toMap(), item.map(ConfigurationItem::id).orElse(null),
                item.map(ConfigurationItem::name).orElse(null), item.map(ConfigurationItem::ciClass).orElse(null),
                value(alert), valueText(alert), alert.activeAt(), state == AlertState.FIRING ? now : null, null, now,
                reason(rule, alert, now), null);
    }

    private static AlertState state(ActiveAlert alert) {
        return alert.state() == ActiveAlert.State.FIRING ? AlertState.FIRING : AlertState.PENDING;
    }

    /** The same alert, seen again. One that fired before stays firing, though after a restart its rule waits anew. */
    Alert seen(PrometheusRule.Alerting rule, Alert before, ActiveAlert alert, Instant now) {
        AlertState state = before.firedAt() == null ? state(alert) : AlertState.FIRING;
        Instant fired = before.firedAt() == null && state == AlertState.FIRING ? now : before.firedAt();
        return changed(before, state, text(alert, DESCRIPTIONS, ""), value(alert), valueText(alert), fired, now,
                reason(rule, alert, now));
    }

    Alert unknown(Alert before, String error, Instant now) {
        return changed(before, AlertState.UNKNOWN, before.description(), before.value(), before.valueText(),
                before.firedAt(), now, "the rule cannot be evaluated: " + error);
    }

    Alert resolved(Alert before, Instant now, String why) {
        return changed(before, AlertState.RESOLVED, before.description(), before.value(), before.valueText(),
                before.firedAt(), now, why);
    }

    private static Alert changed(Alert before, AlertState state, String description, @Nullable Double value,
            @Nullable String valueText, @Nullable Instant fired, Instant now, String reason) {
        return new Alert(before.id(), before.ruleId(), before.title(), description, state, before.severity(),
                before.labels(), before.ciId(), before.ciName(), before.ciClass(), value, valueText,
                before.startedAt(), fired, state == AlertState.RESOLVED ? now : null, now, reason,
                before.incidentNumber());
    }

    private static String text(ActiveAlert alert, List<String> names, String otherwise) {
        return names.stream().map(name -> alert.annotations().getOrDefault(name, "")).filter(text -> !text.isBlank())
                .findFirst().orElse(otherwise);
    }

    private static @Nullable Double value(ActiveAlert alert) {
        return alert.histogram() == null && Double.isFinite(alert.value()) ? alert.value() : null;
    }

    private static String valueText(ActiveAlert alert) {
        return alert.histogram() == null ? FloatText.shortest(alert.value()) : alert.histogram().toString();
    }

    private static String reason(PrometheusRule.Alerting rule, ActiveAlert alert, Instant now) {
        if (alert.keepFiringSince() != null) {
            return "no longer in the result of the rule's expression; it fires on for "
                    + DurationText.format(rule.keepFiringFor());
        }
        Duration age = Duration.ofSeconds(Math.max(0, Duration.between(alert.activeAt(), now).toSeconds()));
        String since = "in the result of the rule's expression" + (age.isZero()
                ? ""
                : " for " + DurationText.format(age));
        return alert.state() == ActiveAlert.State.FIRING
                ? since
                : since + "; fires when that lasts " + DurationText.format(rule.heldFor());
    }
}
