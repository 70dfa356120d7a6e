package io.binnacle.operations;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.insight.event.Alert;
import io.binnacle.insight.event.AlertState;
import io.binnacle.insight.event.AlertTransition;
import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/** One alert of a test, which tells the incidents of each of its transitions as the evaluator would. */
public final class AlertLife {

    private final OperationsRig rig;
    private Alert alert;

    public AlertLife(OperationsRig rig, String ruleId, @Nullable ConfigurationItem item, Severity severity) {
        this.rig = rig;
        UUID id = rig.ids.next();
        Instant now = rig.now();
        alert = new Alert(id, ruleId, ruleId + " is bad", "", AlertState.PENDING, severity, Map.of("rule", ruleId),
                item == null ? null : item.id(), item == null ? null : item.name(),
                item == null ? null : item.ciClass(), 97.0, "97 %", now, null, null, now, "97 % is above 95 %", null);
    }

    public UUID id() {
        return alert.id();
    }

    public AlertState state() {
        return alert.state();
    }

    public AlertLife fire() {
        return become(AlertState.FIRING, alert.severity());
    }

    public AlertLife fire(Severity severity) {
        return become(AlertState.FIRING, severity);
    }

    public AlertLife loseData() {
        return become(AlertState.UNKNOWN, alert.severity());
    }

    public AlertLife resolve() {
        return become(AlertState.RESOLVED, alert.severity());
    }

    /** The item becomes known; the state stays. */
    public AlertLife find(ConfigurationItem item) {
        return tell(copy(alert.state(), alert.severity(), item.id(), item.name(), item.ciClass()));
    }

    private AlertLife become(AlertState state, Severity severity) {
        return tell(copy(state, severity, alert.ciId(), alert.ciName(), alert.ciClass()));
    }

    private AlertLife tell(Alert after) {
        rig.alertIncidents.alertChanged(new AlertTransition(alert, after));
        alert = after;
        return this;
    }

    private Alert copy(AlertState state, Severity severity, @Nullable UUID ciId, @Nullable String ciName,
            @Nullable String ciClass) {
        Instant now = rig.now();
        Instant firedAt = alert.firedAt() != null ? alert.firedAt() : state == AlertState.FIRING ? now : null;
        return new Alert(alert.id(), alert.ruleId(), alert.title(), alert.description(), state, severity,
                alert.labels(), ciId, ciName, ciClass, alert.value(), alert.valueText(), alert.startedAt(), firedAt,
                state == AlertState.RESOLVED ? now : null, now, alert.reason(), null);
    }
}
