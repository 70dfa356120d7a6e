package io.binnacle.operations.incident;

/**
 * Is told after the commit, on the thread that committed; never of a change that was rolled back. A crash in between
 * loses the call, so it is for live updates, not for work that must be done. It must not block; what it throws is logged.
 */
@FunctionalInterface
public interface CommittedIncidentListener {

    void incidentChanged(IncidentChange change);
}
