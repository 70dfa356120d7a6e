package io.binnacle.cmdb.servicemap;

import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;

/**
 * Technical services that what was discovered suggests, and what people said to them. Safe for use by several threads. What is
 * neither suggested nor decided about is {@link NotFound}.
 */
public interface ServiceProposals {

    /** Those that wait for somebody first, then those that were decided; each by name. */
    List<ServiceProposal> all();

    /**
     * Makes the service.
     *
     * @throws Conflict when it was decided about already, or a service has that name
     */
    Service accept(Actor actor, UUID id);

    /**
     * Does not suggest it again.
     *
     * @throws Conflict when it was decided about already
     */
    void reject(Actor actor, UUID id);

    /**
     * Takes the decision back; a service that was made by it is withdrawn.
     *
     * @throws Conflict when nobody decided, or the service is a part of another one
     */
    void undo(Actor actor, UUID id);
}
