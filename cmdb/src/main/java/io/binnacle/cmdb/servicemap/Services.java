package io.binnacle.cmdb.servicemap;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

/**
 * The services, as people describe them. Safe for use by several threads. Items of other classes, and services that are
 * withdrawn, are {@link NotFound}.
 */
public interface Services {

    /** Business services first, then by name, unless the query says otherwise. */
    Page<ServiceSummary> list(ListQuery query);

    /** Fields by which {@link #list} filters and sorts. */
    ListSchema fields();

    Service get(UUID id);

    /**
     * Makes a service, or takes one up again that was withdrawn.
     *
     * @throws InvalidInput for everything that cannot be, each with its field; a cycle with the services on it
     * @throws Conflict when there is a service of that name
     */
    Service create(Actor actor, ServiceContent content);

    /**
     * Puts the content in the place of what people said before. What other sources say of the service stays theirs.
     *
     * @param version the one that the author saw
     * @throws InvalidInput as for {@link #create}; the class of a service stays
     * @throws Conflict when somebody else changed it meanwhile
     */
    Service replace(Actor actor, UUID id, int version, ServiceContent content);

    /**
     * Withdraws a service. Its item stays, retired, with all that happened.
     *
     * @throws Conflict when somebody else changed it meanwhile, or it is a part of another service
     */
    void withdraw(Actor actor, UUID id, int version);

    /** In which states the service was within that time, the oldest first. */
    List<ServiceInterval> history(UUID id, Instant from, Instant to);

    /** How well the promise was kept within that time, as far as it is past. */
    Availability availability(UUID id, Instant from, Instant to);
}
