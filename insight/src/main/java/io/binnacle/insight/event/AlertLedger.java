package io.binnacle.insight.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Health;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores transitions, each with all that hangs on it, in one database transaction: alert, history, the item's health, the
 * listeners. What fails is rolled back as a whole and kept for the next round.
 */
final class AlertLedger {

    private static final Logger LOG = LoggerFactory.getLogger(AlertLedger.class);

    private final AlertStore store;
    private final Cmdb cmdb;
    private final MeterRegistry meters;
    private final List<AlertListener> listeners = new CopyOnWriteArrayList<>();

    AlertLedger(AlertStore store, Cmdb cmdb, MeterRegistry meters) {
        this.store = store;
        this.cmdb = cmdb;
        this.meters = meters;
    }

    void addListener(AlertListener listener) {
        listeners.add(listener);
    }

    /** Whether it is stored; else it is kept as outstanding. */
    boolean commit(Watched watched, Watched.Decided decided) {
        boolean again = watched.outstanding != null;
        Alert after = decided.transition().after();
        try {
            store.inTransaction(() -> {
                // After a broken connection nobody knows whether the commit before it took place.
                if (!again || !isStored(after)) {
                    write(decided);
                }
            });
        } catch (RuntimeException e) {
            watched.outstanding = decided;
            meters.counter("binnacle.alerts.transitions.failed").increment();
            LOG.warn("alert={} rule={} state={} is not stored, tried again next round", after.id(), after.ruleId(),
                    after.state().text(), e);
            return false;
        }
        watched.outstanding = null;
        watched.track = decided.track();
        watched.alert = after.state() == AlertState.RESOLVED ? null : withIncident(after);
        meters.counter("binnacle.alerts.transitions", "state", after.state().text()).increment();
        for (AlertListener listener : listeners) {
            try {
                listener.alertCommitted(decided.transition());
            } catch (RuntimeException e) {
                LOG.error("listener fails after the commit of alert={}", after.id(), e);
            }
        }
        return true;
    }

    private void write(Watched.Decided decided) {
        AlertTransition transition = decided.transition();
        Alert before = transition.before();
        Alert after = transition.after();
        boolean leavesNoTrace = after.state() == AlertState.RESOLVED && before != null
                && before.state() == AlertState.PENDING;
        if (!leavesNoTrace) {
            store.save(new AlertStore.Remembered(after,
                    new AlertStore.Memory(Phase.format(decided.track().phases()), decided.track().lastSeen())));
            decided.history().forEach(store::append);
        }
        for (AlertListener listener : listeners) {
            listener.alertChanged(transition);
        }
        if (leavesNoTrace) {
            store.delete(after.id());
        }
        UUID ciId = after.ciId();
        boolean healthMayChange = after.state().isOpen() || (before != null && before.state().isOpen());
        if (ciId != null && healthMayChange) {
            setHealth(ciId);
        }
    }

    private boolean isStored(Alert after) {
        Optional<Alert> stored = store.find(after.id());
        return stored.map(alert -> alert.state() == after.state() && alert.severity() == after.severity()
                && alert.reason().equals(after.reason())).orElse(false);
    }

    private @Nullable Alert withIncident(Alert after) {
        try {
            return store.find(after.id()).map(stored -> new Alert(after.id(), after.ruleId(), after.title(),
                    after.description(), after.state(), after.severity(), after.labels(), after.ciId(), after.ciName(),
                    after.ciClass(), after.value(), after.valueText(), after.startedAt(), after.firedAt(),
                    after.resolvedAt(), after.lastEvaluatedAt(), after.reason(), stored.incidentNumber()))
                    .orElse(after);
        } catch (RuntimeException e) {
            return after;
        }
    }

    /** The worst of the item's open alerts; unknown ones count as unknown. */
    private void setHealth(UUID ciId) {
        Health worst = Health.OK;
        String reason = null;
        for (Alert alert : store.openOf(ciId)) {
            Health health = alert.state() == AlertState.UNKNOWN ? Health.UNKNOWN : Health.of(alert.severity());
            if (health != Health.OK && (reason == null || health.compareTo(worst) < 0)) {
                worst = health;
                reason = alert.title();
            }
        }
        try {
            cmdb.setHealth(ciId, worst, reason);
        } catch (NotFound e) {
            LOG.info("item={} of an alert no longer exists", ciId);
        }
    }

    /** Stores the latest values of alerts whose state did not change; a failure costs nothing but their freshness. */
    void refresh(List<Watched> changed) {
        List<AlertStore.Remembered> remembered = new ArrayList<>();
        for (Watched watched : changed) {
            Alert alert = watched.alert;
            if (alert != null) {
                remembered.add(new AlertStore.Remembered(alert,
                        new AlertStore.Memory(Phase.format(watched.track.phases()), watched.track.lastSeen())));
            }
        }
        try {
            store.refresh(remembered);
        } catch (RuntimeException e) {
            LOG.warn("values of {} alerts are not stored", remembered.size(), e);
        }
    }
}
