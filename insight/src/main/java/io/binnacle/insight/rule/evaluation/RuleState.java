package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.binnacle.insight.rule.prometheus.PrometheusRule;
import org.jspecify.annotations.Nullable;

/**
 * How a rule is doing.
 *
 * @param error          why the last evaluation failed; null when it did not
 * @param lastEvaluation null before the first
 * @param alerts         pending and firing ones
 */
public record RuleState(PrometheusRule rule, @Nullable String error, @Nullable Instant lastEvaluation,
        Duration evaluationTime, List<ActiveAlert> alerts) {

    public RuleState {
        alerts = List.copyOf(alerts);
    }

    /** Prometheus' words for how evaluations go. */
    public enum Health {
        UNKNOWN, OK, ERR;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Health health() {
        if (lastEvaluation == null) {
            return Health.UNKNOWN;
        }
        return error == null ? Health.OK : Health.ERR;
    }

    /** The state of its worst alert. */
    public ActiveAlert.State worst() {
        return alerts.stream().map(ActiveAlert::state).max(Enum::compareTo).orElse(ActiveAlert.State.INACTIVE);
    }
}
