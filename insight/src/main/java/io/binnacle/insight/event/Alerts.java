package io.binnacle.insight.event;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.Page;

/** The alerts that are and were. For use by several threads; calls within a database transaction join it. */
public interface Alerts {

    /** The bad ones first, then the latest; see the list's fields for what can be filtered and sorted. */
    Page<Alert> list(ListQuery query);

    Optional<Alert> find(UUID id);

    /** @throws NotFound when there is none */
    default Alert get(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("alert", id.toString()));
    }

    /** Everything that happened to an alert, oldest first; empty for an alert that never fired. */
    List<AlertChange> history(UUID id);

    /** All alerts of an item that fire or are unknown, worst first. */
    List<Alert> openOf(UUID ciId);

    /** All alerts of an incident, worst first, resolved ones last. */
    List<Alert> ofIncident(String incidentNumber);

    /** Notes to which incident an alert belongs; called by whoever opens incidents, in the transition's transaction. */
    void joinIncident(UUID alertId, String incidentNumber);
}
