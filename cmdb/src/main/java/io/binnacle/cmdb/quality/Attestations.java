package io.binnacle.cmdb.quality;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who looked at which item when. Kept as history; nobody can change it. Every id that an item ever had leads to its
 * attestations. Safe for use by several threads.
 */
public interface Attestations {

    /** More is nothing that anybody looked at. */
    int ITEMS_MAX = 1_000;

    /**
     * Attests now, all of them or, when one of them is unknown, none.
     *
     * @param ids of items, 1 to {@link #ITEMS_MAX}; two that lead to one item are one
     * @return one for each item
     * @throws NotFound when there is no such item
     * @throws InvalidInput when there are none or too many, or the note is too long
     */
    List<Attestation> attest(Actor actor, Collection<UUID> ids, @Nullable String note);

    /** The newest first, 200 at most. */
    List<Attestation> of(UUID ciId);
}
