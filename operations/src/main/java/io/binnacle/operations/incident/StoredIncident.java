package io.binnacle.operations.incident;

import java.time.Instant;
import java.util.function.Consumer;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An incident with what only this capability knows of it.
 *
 * @param subject
 *            what it is about; at most one unresolved incident a subject; null when a person named no item
 * @param resolvedByAlerts
 *            whether it resolved with its last alert, rather than by a person
 */
public record StoredIncident(Incident incident, @Nullable String subject, boolean resolvedByAlerts) {

    String number() {
        return incident.number();
    }

    StoredIncident withSeverity(Severity severity) {
        return decided(edit -> edit.severity = severity);
    }

    StoredIncident withOwner(@Nullable String owner) {
        return decided(edit -> edit.owner = owner);
    }

    StoredIncident withKeepOpen(boolean keepOpen) {
        return decided(edit -> edit.keepOpen = keepOpen);
    }

    StoredIncident withAlerts(AlertCounts counts) {
        return changed(incident.version(), edit -> {
            edit.alertsFiring = counts.firing();
            edit.alertsTotal = counts.total();
        });
    }

    /** About another item than before. */
    StoredIncident about(Subject about) {
        StoredIncident changed = changed(incident.version(), edit -> {
            edit.ciId = about.ciId();
            edit.ciName = about.ciName();
            edit.ciClass = about.ciClass();
        });
        return new StoredIncident(changed.incident, about.key(), resolvedByAlerts);
    }

    /** A step back to open forgets the times of what is no longer so; the time line keeps them. */
    StoredIncident inStatus(IncidentStatus status, Instant at) {
        StoredIncident changed = decided(edit -> {
            edit.status = status;
            edit.resolvedAt = null;
            edit.resolution = null;
            switch (status) {
                case OPEN -> {
                    edit.acknowledgedAt = null;
                    edit.mitigatedAt = null;
                }
                case ACKNOWLEDGED -> edit.acknowledgedAt = at;
                case MITIGATED -> edit.mitigatedAt = at;
                case RESOLVED -> edit.resolvedAt = at;
            }
        });
        return new StoredIncident(changed.incident, subject, false);
    }

    StoredIncident resolved(Instant at, @Nullable String resolution, boolean byAlerts) {
        StoredIncident resolved = inStatus(IncidentStatus.RESOLVED, at);
        return new StoredIncident(
                resolved.changed(resolved.incident.version(), edit -> edit.resolution = resolution).incident,
                subject, byAlerts);
    }

    private StoredIncident decided(Consumer<IncidentEdit> change) {
        return changed(incident.version() + 1, change);
    }

    private StoredIncident changed(int version, Consumer<IncidentEdit> change) {
        IncidentEdit edit = new IncidentEdit(incident);
        change.accept(edit);
        return new StoredIncident(edit.done(version), subject, resolvedByAlerts);
    }
}
