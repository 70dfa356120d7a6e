package io.binnacle.operations.incident;

/**
 * Is told inside the transaction that stores the change, on the thread that makes it, in the order of the changes.
 * What it writes to the same database is committed, or rolled back, together with the change; so it does no other I/O.
 * What it throws undoes the change.
 */
@FunctionalInterface
public interface IncidentListener {

    void incidentChanging(IncidentChange change);
}
