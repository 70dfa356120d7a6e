package io.binnacle.cmdb.intent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

/**
 * Where what is seen drifts from what is intended, as of the last comparison, and what people decide about it. Safe for use
 * by several threads. An unknown id is {@link NotFound}.
 */
public interface Drifts {

    Page<Drift> list(ListQuery query);

    /** What {@link #list} filters and sorts by. */
    ListSchema schema();

    /** Of one item, what is open first; empty for an unknown one. */
    List<Drift> of(UUID item);

    /** By class and site, the most open first. */
    List<DriftSum> sums();

    /**
     * What is seen is right: it counts as drift no more until something else is intended.
     *
     * @throws InvalidInput when there is no reason
     */
    Drift accept(Actor actor, UUID drift, String reason);

    /**
     * Nobody has to look at it until then.
     *
     * @throws InvalidInput when there is no reason, or that time is past
     */
    Drift ignore(Actor actor, UUID drift, Instant until, String reason);

    /** Takes a decision back. Nothing happens when there is none. */
    Drift undo(Actor actor, UUID drift);

    /** Compares everything now. Comparisons run one after another. */
    DriftRun compare();

    void addListener(DriftListener listener);
}
