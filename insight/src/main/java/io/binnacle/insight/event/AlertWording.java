package io.binnacle.insight.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.insight.rule.ItemTemplate;
import io.binnacle.insight.rule.Rule;
import io.binnacle.insight.rule.Template;
import io.binnacle.insight.rule.ValueText;
import io.binnacle.kernel.id.Ids;
import io.binnacle.kernel.label.Labels;
import org.jspecify.annotations.Nullable;

/** Makes the alert that people see of a rule, a series and the state machine's step. */
final class AlertWording {

    private final Ids ids;

    AlertWording(Ids ids) {
        this.ids = ids;
    }

    /** A new alert, in the state of that step. */
    Alert open(Rule rule, Labels series, AlertMachine.Step step, AlertState state, Instant now,
            Optional<ConfigurationItem> item) {
        Track track = step.track();
        Map<String, String> labels = new TreeMap<>(series.toMap());
        labels.putAll(rule.labels());
        Instant started = state == AlertState.UNKNOWN || track.phases().isEmpty()
                ? track.lastSeen()
                : track.phases().values().stream().map(Phase::since).min(Instant::compareTo).orElse(now);
        return new Alert(ids.next(), rule.id(), fill(rule.title(), rule, labels, track),
                fill(rule.description(), rule, labels, track), state, track.severity(), Map.copyOf(labels),
                item.map(ConfigurationItem::id).orElse(null), item.map(ConfigurationItem::name).orElse(null),
                item.map(ConfigurationItem::ciClass).orElse(null), value(track), valueText(rule, track), started,
                state == AlertState.FIRING ? now : null, null, now, step.reason(), null);
    }

    /** The same alert after a further step. Its title stays as it was; its description tells the present value. */
    Alert next(Rule rule, Alert before, AlertMachine.Step step, AlertState state, Instant now,
            Optional<ConfigurationItem> item) {
        Track track = step.track();
        boolean over = state == AlertState.RESOLVED;
        Instant fired = before.firedAt() == null && state == AlertState.FIRING ? now : before.firedAt();
        return new Alert(before.id(), before.ruleId(), before.title(),
                over ? before.description() : fill(rule.description(), rule, before.labels(), track), state,
                over ? before.severity() : track.severity(), before.labels(),
                item.map(ConfigurationItem::id).orElse(before.ciId()),
                item.map(ConfigurationItem::name).orElse(before.ciName()),
                item.map(ConfigurationItem::ciClass).orElse(before.ciClass()), value(track), valueText(rule, track),
                before.startedAt(), fired, over ? now : null, now, step.reason(), before.incidentNumber());
    }

    private static @Nullable Double value(Track track) {
        return Double.isFinite(track.lastValue()) ? track.lastValue() : null;
    }

    private static @Nullable String valueText(Rule rule, Track track) {
        return Double.isNaN(track.lastValue()) ? null : ValueText.format(track.lastValue(), rule.unit());
    }

    private static String fill(String template, Rule rule, Map<String, String> labels, Track track) {
        String value = valueText(rule, track);
        return Template.fill(template,
                name -> name.equals("value") ? (value == null ? "unknown" : value) : labels.getOrDefault(name, ""));
    }

    /** The natural key that the rule's item template gives; empty when the series lacks a label of it. */
    static Optional<ItemTemplate> item(Rule rule, Labels series) {
        ItemTemplate template = rule.item();
        if (template == null) {
            return Optional.empty();
        }
        boolean complete = Template.names(template.ciClass() + template.key()).stream().allMatch(series::has);
        return complete
                ? Optional.of(new ItemTemplate(Template.fill(template.ciClass(), series::get),
                        Template.fill(template.key(), series::get)))
                : Optional.empty();
    }
}
