package io.binnacle.operations.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.binnacle.insight.event.AlertState;
import io.binnacle.kernel.health.Severity;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

/**
 * The rows behind the incidents. All but {@link #list} and the finding by number is for inside {@link #inTransaction}.
 * A {@code lock…} keeps every other transaction from changing what it returns until this one ends.
 */
public interface IncidentStore {

    /** Runs in the transaction of this thread, or in a new one that commits at the end and rolls back what throws. */
    <T> T inTransaction(Supplier<T> work);

    /** Runs on this thread once the outermost transaction has committed; never when it rolls back. */
    void afterCommit(Runnable work);

    /**
     * Waits until no other transaction opens an incident, or opens one again; ours is then the only one until it ends. Taken
     * before any incident is locked, so that two that open several cannot wait for each other.
     */
    void lockOpening();

    ListSchema schema();

    Page<Incident> list(ListQuery query, Instant now);

    Optional<Incident> find(String number);

    List<UUID> alertIds(UUID incidentId);

    Optional<StoredIncident> lock(String number);

    Optional<StoredIncident> lockUnresolved(String subject);

    /** The one of that subject that resolved with its last alert, last of all of that subject, and not before that time. */
    Optional<StoredIncident> lockResolvedByAlerts(String subject, Instant notBefore);

    /** The last one that the alert joined. */
    Optional<StoredIncident> lockOfAlert(UUID alertId);

    void insert(StoredIncident incident);

    void update(StoredIncident incident);

    /** The alert joins, or has another state or severity than before; returns how all of them stand now. */
    AlertCounts putAlert(UUID incidentId, UUID alertId, AlertState state, Severity severity, Instant at);
}
