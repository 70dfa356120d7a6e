package io.binnacle.cmdb.servicemap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Keeps how services were. One thread writes, any number read. An unknown service has no intervals.
 */
public interface ServiceStates {

    /** Of each service that has one the interval that is open. */
    Map<UUID, ServiceInterval> open();

    /** Of each of these services the intervals that meet that time, the oldest first; a service without any is absent. */
    Map<UUID, List<ServiceInterval>> within(Collection<UUID> ids, Span range);

    /**
     * Ends the service's open interval, when there is one, and opens the next one at the same instant.
     *
     * @param next without an end
     */
    void open(UUID id, ServiceInterval next);

    /** The service's open interval goes on with another health. */
    void update(UUID id, @Nullable Double healthPercent);

    /** Ends the service's open interval. */
    void close(UUID id, Instant at);

    /** When services were watched last; empty when they never were. */
    Optional<Instant> watchedUntil();

    /** Services were watched up to now. */
    void watched(Instant now);

    /** Nobody watched in that time: what was open ends with its start, and is unknown until its end. */
    void gap(Span unwatched, String why);

    /** Forgets what ended before that; returns how many intervals. */
    int forget(Instant before);

    /** How many intervals there are. */
    long count();
}
