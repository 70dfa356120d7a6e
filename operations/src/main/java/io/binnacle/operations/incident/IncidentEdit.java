package io.binnacle.operations.incident;

import java.time.Instant;
import java.util.UUID;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/** The parts of an incident that can change, while one change of it is put together. */
final class IncidentEdit {

    private final Incident origin;
    Severity severity;
    IncidentStatus status;
    @Nullable
    UUID ciId;
    @Nullable
    String ciName;
    @Nullable
    String ciClass;
    @Nullable
    String owner;
    @Nullable
    Instant acknowledgedAt;
    @Nullable
    Instant mitigatedAt;
    @Nullable
    Instant resolvedAt;
    int alertsFiring;
    int alertsTotal;
    @Nullable
    String resolution;
    boolean keepOpen;

    IncidentEdit(Incident origin) {
        this.origin = origin;
        severity = origin.severity();
        status = origin.status();
        ciId = origin.ciId();
        ciName = origin.ciName();
        ciClass = origin.ciClass();
        owner = origin.owner();
        acknowledgedAt = origin.acknowledgedAt();
        mitigatedAt = origin.mitigatedAt();
        resolvedAt = origin.resolvedAt();
        alertsFiring = origin.alertsFiring();
        alertsTotal = origin.alertsTotal();
        resolution = origin.resolution();
        keepOpen = origin.keepOpen();
    }

    /** @param version see {@link Incident#version()} */
    Incident done(int version) {
        return new Incident(origin.id(), origin.number(), origin.title(), severity, status, ciId, ciName, ciClass,
                owner, origin.openedAt(), acknowledgedAt, mitigatedAt, resolvedAt, origin.openedBy(), alertsFiring,
                alertsTotal, resolution, keepOpen, IncidentLifecycle.actions(status), version);
    }
}
