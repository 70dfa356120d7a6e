package io.binnacle.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.binnacle.insight.event.Alert;
import io.binnacle.insight.event.AlertChange;
import io.binnacle.insight.event.Alerts;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.Page;

/** Alerts that know only to which incident they belong. */
public final class LinkedAlerts implements Alerts {

    private final Map<UUID, String> incidentNumbers = new ConcurrentHashMap<>();

    public Optional<String> incidentOf(UUID alertId) {
        return Optional.ofNullable(incidentNumbers.get(alertId));
    }

    @Override
    public void joinIncident(UUID alertId, String incidentNumber) {
        incidentNumbers.put(alertId, incidentNumber);
    }

    @Override
    public Page<Alert> list(ListQuery query) {
        return new Page<>(List.of(), null, 0);
    }

    @Override
    public Optional<Alert> find(UUID id) {
        return Optional.empty();
    }

    @Override
    public List<AlertChange> history(UUID id) {
        return List.of();
    }

    @Override
    public List<Alert> openOf(UUID ciId) {
        return List.of();
    }

    @Override
    public List<Alert> ofIncident(String incidentNumber) {
        return List.of();
    }
}
