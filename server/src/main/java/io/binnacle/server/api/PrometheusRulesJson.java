package io.binnacle.server.api;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import io.binnacle.insight.rule.evaluation.ActiveAlert;
import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.insight.rule.evaluation.RuleState;
import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.timeseries.promql.NumberText;
import io.binnacle.timeseries.promql.PromqlEngine;
import org.jspecify.annotations.Nullable;

/** Writes groups of rules as Prometheus does, field by field in its order. */
final class PrometheusRulesJson {

    private static final double NANOS_PER_SECOND = 1e9;
    /** Go's zero time: never. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private PrometheusRulesJson() {
    }

    static void writeGroup(JsonGenerator json, GroupState group, boolean withAlerts) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", group.group().name());
        json.writeStringField("file", group.group().file());
        json.writeArrayFieldStart("rules");
        for (RuleState rule : group.rules()) {
            switch (rule.rule()) {
                case PrometheusRule.Alerting alerting -> writeAlerting(json, rule, alerting, withAlerts);
                case PrometheusRule.Recording recording -> writeRecording(json, rule, recording);
            }
        }
        json.writeEndArray();
        writeSeconds(json, "interval", group.interval());
        json.writeNumberField("limit", group.group().limit());
        writeSeconds(json, "evaluationTime", group.evaluationTime());
        writeTime(json, "lastEvaluation", group.lastEvaluation());
        json.writeEndObject();
    }

    private static void writeAlerting(JsonGenerator json, RuleState state, PrometheusRule.Alerting rule,
            boolean withAlerts) throws IOException {
        json.writeStartObject();
        json.writeStringField("state", state.worst().text());
        json.writeStringField("name", rule.name());
        json.writeStringField("query", PromqlEngine.format(rule.expression()));
        writeSeconds(json, "duration", rule.heldFor());
        writeSeconds(json, "keepFiringFor", rule.keepFiringFor());
        writeTexts(json, "labels", rule.labels());
        writeTexts(json, "annotations", rule.annotations());
        json.writeArrayFieldStart("alerts");
        if (withAlerts) {
            writeAlerts(json, state.alerts());
        }
        json.writeEndArray();
        writeRest(json, state, "alerting");
    }

    private static void writeRecording(JsonGenerator json, RuleState state, PrometheusRule.Recording rule)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rule.name());
        json.writeStringField("query", PromqlEngine.format(rule.expression()));
        if (!rule.labels().isEmpty()) {
            writeTexts(json, "labels", rule.labels());
        }
        writeRest(json, state, "recording");
    }

    private static void writeRest(JsonGenerator json, RuleState state, String type) throws IOException {
        json.writeStringField("health", state.health().text());
        if (state.error() != null) {
            json.writeStringField("lastError", state.error());
        }
        writeSeconds(json, "evaluationTime", state.evaluationTime());
        writeTime(json, "lastEvaluation", state.lastEvaluation());
        json.writeStringField("type", type);
        json.writeEndObject();
    }

    /** Within a list. */
    static void writeAlerts(JsonGenerator json, List<ActiveAlert> alerts) throws IOException {
        for (ActiveAlert alert : alerts) {
            json.writeStartObject();
            writeTexts(json, "labels", alert.labels().toMap());
            writeTexts(json, "annotations", alert.annotations());
            json.writeStringField("state", alert.state().text());
            writeTime(json, "activeAt", alert.activeAt());
            if (alert.keepFiringSince() != null) {
                writeTime(json, "keepFiringSince", alert.keepFiringSince());
            }
            json.writeStringField("value", scientific(alert.value()));
            json.writeEndObject();
        }
    }

    /** {@code 1.5e+00}, as Go's {@code 'e'} writes with the fewest digits that read back. */
    private static String scientific(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value == 0 ? (1 / value < 0 ? "-0e+00" : "0e+00") : NumberText.format(value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        return decimal.movePointLeft(exponent).toPlainString() + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static void writeTexts(JsonGenerator json, String field, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private static void writeSeconds(JsonGenerator json, String field, Duration duration) throws IOException {
        double seconds = duration.toNanos() / NANOS_PER_SECOND;
        if (seconds == Math.rint(seconds)) {
            json.writeNumberField(field, (long) seconds);
        } else {
            json.writeNumberField(field, seconds);
        }
    }

    private static void writeTime(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
        json.writeStringField(field, time == null ? NEVER : time.toString());
    }
}
