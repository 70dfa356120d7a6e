package io.binnacle.insight.event;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One condition that a rule found, from its first bad value to its end. For a rule and a label set there is at most one
 * alert that is not resolved.
 *
 * @param labels         of the series, with the rule's own
 * @param ciId           the item that it is about; null when the rule names none or the item is not known (yet)
 * @param value          the last value seen; null when there was none
 * @param valueText      the same for people: {@code 97 %}
 * @param startedAt      the first bad value (or the last good one before data went missing)
 * @param firedAt        when it first fired; null while it never did
 * @param resolvedAt     null while it is not resolved
 * @param reason         why it is in this state, a sentence: {@code 97 % is above 95 % for 2m}
 * @param incidentNumber the incident that it belongs to; null when it belongs to none
 */
public record Alert(UUID id, String ruleId, String title, String description, AlertState state, Severity severity,
        Map<String, String> labels, @Nullable UUID ciId, @Nullable String ciName, @Nullable String ciClass,
        @Nullable Double value, @Nullable String valueText, Instant startedAt, @Nullable Instant firedAt,
        @Nullable Instant resolvedAt, Instant lastEvaluatedAt, String reason, @Nullable String incidentNumber) {}
