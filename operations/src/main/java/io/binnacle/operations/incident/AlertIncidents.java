package io.binnacle.operations.incident;

import java.time.Instant;
import java.util.Optional;

import io.binnacle.insight.event.Alert;
import io.binnacle.insight.event.AlertListener;
import io.binnacle.insight.event.AlertState;
import io.binnacle.insight.event.AlertTransition;
import io.binnacle.insight.event.Alerts;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.number.NumberSequence;

/**
 * What alerts do with incidents, in the transaction that stores the alert.
 *
 * <ul>
 * <li>One that fires joins the unresolved incident of its item; else, when the item's last incident resolved with its last
 * alert a short while ago, it opens that one again; else it opens a new one. An alert without an item is its own matter:
 * its rule and labels take the item's place.
 * <li>The severity goes up with an alert that newly fires, or becomes worse, and is worse than the incident. Never down.
 * <li>One that goes unknown is noted; it neither opens nor resolves.
 * <li>One that resolves is noted; when none fires or is unknown any more, the incident resolves, unless it was opened by
 * hand, a person keeps it open, or the settings say no.
 * <li>An incident that a person resolved stays so, whatever becomes of the alerts that it had, until one of them fires anew.
 * </ul>
 */
public final class AlertIncidents implements AlertListener {

    static final Actor ACTOR = Actor.system("alert rules");

    private final IncidentJournal journal;
    private final NumberSequence numbers;
    private final Alerts alerts;
    private final IncidentSettings settings;
    private final Ids ids;

    public AlertIncidents(IncidentJournal journal, NumberSequence numbers, Alerts alerts, IncidentSettings settings,
            Ids ids) {
        this.journal = journal;
        this.numbers = numbers;
        this.alerts = alerts;
        this.settings = settings;
        this.ids = ids;
    }

    @Override
    public void alertChanged(AlertTransition transition) {
        AlertState state = transition.after().state();
        if (state == AlertState.PENDING || transition.neverFired()) {
            return;
        }
        journal.inTransaction(() -> {
            journal.store().lockOpening();
            Optional<StoredIncident> current = journal.store().lockOfAlert(transition.after().id());
            if (state == AlertState.FIRING) {
                fired(transition, current);
            } else {
                current.ifPresent(incident -> ended(transition, incident));
            }
            return true;
        });
    }

    private void fired(AlertTransition transition, Optional<StoredIncident> current) {
        Alert alert = transition.after();
        Alert before = transition.before();
        boolean anew = before == null || before.state() != AlertState.FIRING;
        boolean worse = before != null && alert.severity().worseThan(before.severity());
        if (current.isPresent() && current.get().incident().status().unresolved()) {
            StoredIncident incident = adopt(alert, current.get());
            if (transition.stateChanged() || transition.severityChanged()) {
                incident = joined(incident, alert, anew ? "alert-fired" : worse ? "alert-worsened" : "alert-eased");
            }
            if (anew || worse) {
                escalate(incident, alert);
            }
        } else if (anew || worse) {
            openOrJoin(alert);
        }
    }

    private void openOrJoin(Alert alert) {
        Subject subject = Subject.of(alert);
        String key = String.valueOf(subject.key());
        Instant now = journal.now();
        Optional<StoredIncident> unresolved = journal.store().lockUnresolved(key);
        if (unresolved.isPresent()) {
            escalate(joined(unresolved.get(), alert, "alert-fired"), alert);
            return;
        }
        Optional<StoredIncident> flapping = journal.store().lockResolvedByAlerts(key,
                now.minus(settings.reopenWithin()));
        if (flapping.isPresent()) {
            StoredIncident open = journal.changed(ACTOR, IncidentChange.Kind.REOPENED, flapping.get(),
                    flapping.get().inStatus(IncidentStatus.OPEN, now), "reopened",
                    "it flaps: an alert fired soon after the last one resolved");
            escalate(joined(open, alert, "alert-fired"), alert);
            return;
        }
        Incident incident = new Incident(ids.next(), numbers.next("INC"), title(alert), alert.severity(),
                IncidentStatus.OPEN, subject.ciId(), subject.ciName(), subject.ciClass(), null, now, null, null, null,
                ACTOR.name(), 1, 1, null, false, IncidentLifecycle.actions(IncidentStatus.OPEN), 1);
        StoredIncident opened = new StoredIncident(incident, key, false);
        journal.opened(ACTOR, opened, sentence(alert));
        journal.store().putAlert(incident.id(), alert.id(), alert.state(), alert.severity(), now);
        alerts.joinIncident(alert.id(), incident.number());
    }

    /** The alert is of this incident now, in its present state; the time line says so. */
    private StoredIncident joined(StoredIncident incident, Alert alert, String verb) {
        AlertCounts counts = journal.store().putAlert(incident.incident().id(), alert.id(), alert.state(),
                alert.severity(), journal.now());
        alerts.joinIncident(alert.id(), incident.number());
        return journal.changed(ACTOR, IncidentChange.Kind.ALERTS_CHANGED, incident, incident.withAlerts(counts), verb,
                sentence(alert));
    }

    private void escalate(StoredIncident incident, Alert alert) {
        if (alert.severity().worseThan(incident.incident().severity())) {
            journal.changed(ACTOR, IncidentChange.Kind.ESCALATED, incident, incident.withSeverity(alert.severity()),
                    "escalated", sentence(alert));
        }
    }

    /** The alert resolved or went unknown. */
    private void ended(AlertTransition transition, StoredIncident incident) {
        Alert alert = transition.after();
        if (!transition.stateChanged()) {
            adopt(alert, incident);
            return;
        }
        AlertCounts counts = journal.store().putAlert(incident.incident().id(), alert.id(), alert.state(),
                alert.severity(), journal.now());
        StoredIncident noted = journal.changed(ACTOR, IncidentChange.Kind.ALERTS_CHANGED, incident,
                incident.withAlerts(counts), "alert-" + alert.state().text(), sentence(alert));
        boolean over = counts.allResolved() && settings.resolveWithLastAlert() && !noted.incident().keepOpen()
                && noted.incident().status().unresolved();
        if (over) {
            String why = "its last alert resolved";
            journal.changed(ACTOR, IncidentChange.Kind.RESOLVED, noted, noted.resolved(journal.now(), why, true),
                    "resolved", why);
        }
    }

    /** An alert that was about no known item is about one now: so is its incident, unless that item has one already. */
    private StoredIncident adopt(Alert alert, StoredIncident incident) {
        Subject subject = Subject.of(alert);
        boolean adopts = incident.incident().ciId() == null && subject.ciId() != null
                && incident.incident().status().unresolved() && subject.key() != null
                && journal.store().lockUnresolved(subject.key()).isEmpty();
        return adopts
                ? journal.changed(ACTOR, IncidentChange.Kind.ALERTS_CHANGED, incident, incident.about(subject),
                        "item-found", null)
                : incident;
    }

    private static String title(Alert alert) {
        String title = alert.title().strip();
        return title.length() <= Incidents.TITLE_LENGTH_MAX
                ? title
                : title.substring(0, Incidents.TITLE_LENGTH_MAX - 1) + "…";
    }

    private static String sentence(Alert alert) {
        return alert.title() + ": " + alert.reason();
    }
}
