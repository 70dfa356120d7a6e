package io.binnacle.insight.rule.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.binnacle.insight.rule.template.AlertTemplate;
import io.binnacle.insight.rule.yaml.Entries;
import io.binnacle.insight.rule.yaml.YamlNode;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.PromqlFeatures;
import io.binnacle.timeseries.promql.QueryError;
import io.binnacle.timeseries.promql.Quoting;

/** Reads one rule. */
final class RuleReading {

    private static final List<String> KEYS = List.of("record", "alert", "expr", "for", "keep_firing_for", "labels",
            "annotations");

    private final YamlNode place;
    private final PromqlFeatures features;
    private final SortedMap<String, String> groupLabels;
    private final Map<String, YamlNode> entries;
    private final String record;
    private final String alert;
    private final String where;

    /** @param number of the rule in its group, from 1 */
    RuleReading(YamlNode place, String group, int number, SortedMap<String, String> groupLabels,
            PromqlFeatures features) {
        this.place = place;
        this.features = features;
        this.groupLabels = groupLabels;
        this.entries = place.mapping("a rule", KEYS);
        this.record = Entries.text(entries, "record");
        this.alert = Entries.text(entries, "alert");
        this.where = "group " + Quoting.quote(group) + ", rule " + number + ", "
                + Quoting.quote(alert.isEmpty() ? record : alert) + ": ";
    }

    /** Empty when a fault was reported. */
    Optional<PrometheusRule> read() {
        int faultsBefore = place.faults().size();
        if (record.isEmpty() && alert.isEmpty()) {
            place.fault(where + "one of 'record' or 'alert' must be set");
        } else if (!record.isEmpty() && !alert.isEmpty()) {
            at("record").fault(where + "only one of 'record' and 'alert' must be set");
        }
        String expression = expression();
        Duration heldFor = duration("for");
        Duration keepFiringFor = duration("keep_firing_for");
        if (!record.isEmpty()) {
            checkRecording(heldFor, keepFiringFor);
        }
        SortedMap<String, String> labels = new TreeMap<>(groupLabels);
        labels.putAll(labels());
        SortedMap<String, String> annotations = annotations();
        if (place.faults().size() > faultsBefore) {
            return Optional.empty();
        }
        return Optional.of(record.isEmpty()
                ? new PrometheusRule.Alerting(alert, expression, heldFor, keepFiringFor, labels, annotations)
                : new PrometheusRule.Recording(record, expression, labels));
    }

    private YamlNode at(String key) {
        return entries.getOrDefault(key, place);
    }

    private Duration duration(String key) {
        Duration duration = Entries.duration(entries, key);
        return duration == null ? Duration.ZERO : duration;
    }

    private String expression() {
        String expression = Entries.text(entries, "expr");
        if (expression.isEmpty()) {
            at("expr").fault(where + "field 'expr' must be set in rule");
            return expression;
        }
        try {
            PromqlEngine.check(expression, features);
        } catch (QueryError e) {
            at("expr").fault(where + "could not parse expression: " + e.getMessage());
        }
        return expression;
    }

    private void checkRecording(Duration heldFor, Duration keepFiringFor) {
        YamlNode annotations = entries.get("annotations");
        if (annotations != null && !annotations.isNothing()) {
            annotations.fault(where + "invalid field 'annotations' in recording rule");
        }
        if (!heldFor.isZero()) {
            at("for").fault(where + "invalid field 'for' in recording rule");
        }
        if (!keepFiringFor.isZero()) {
            at("keep_firing_for").fault(where + "invalid field 'keep_firing_for' in recording rule");
        }
        if (!Quoting.isLabelName(record)) {
            at("record").fault(where + "invalid recording rule name: " + record);
        }
        if (record.contains("{") || record.contains("}")) {
            at("record").fault(where + "braces present in the recording rule name; should it be in expr?: " + record);
        }
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        Entries.texts(entries, "labels").forEach((name, value) -> {
            checkLabel(name, value.node(), value.text(), where);
            checkTemplate("label", name, value);
            labels.put(name, value.text());
        });
        return labels;
    }

    private SortedMap<String, String> annotations() {
        SortedMap<String, String> annotations = new TreeMap<>();
        Entries.texts(entries, "annotations").forEach((name, value) -> {
            if (!Quoting.isLabelName(name)) {
                value.node().fault(where + "invalid annotation name: " + name);
            }
            checkTemplate("annotation", name, value);
            annotations.put(name, value.text());
        });
        return annotations;
    }

    private void checkTemplate(String what, String name, Entries.Text value) {
        if (!alert.isEmpty()) {
            AlertTemplate.fault(alert, value.text()).ifPresent(
                    fault -> value.node().fault(where + what + " " + Quoting.quote(name) + ": " + fault));
        }
    }

    /** @param where put before the message */
    static void checkLabel(String name, YamlNode place, String value, String where) {
        if (!RuleFileReader.isLabelName(name)) {
            place.fault(where + "invalid label name: " + name);
        }
        // A value must be what a name must be, or empty.
        if (!value.isEmpty() && !Quoting.isLabelName(value)) {
            place.fault(where + "invalid label value: " + value);
        }
    }
}
