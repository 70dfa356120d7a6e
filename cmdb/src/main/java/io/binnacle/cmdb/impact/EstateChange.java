package io.binnacle.cmdb.impact;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** One thing that happened to the estate. Before is null when there was none, after when there is none any more. */
public sealed interface EstateChange {

    /** When it was recorded. */
    Instant at();

    /** An item came, changed or went. */
    record OfItem(Instant at, UUID id, @Nullable ItemState before, @Nullable ItemState after)
            implements
                EstateChange {}

    /** A relation came, changed or went. */
    record OfRelation(Instant at, UUID from, String type, UUID to, @Nullable RelationState before,
            @Nullable RelationState after) implements EstateChange {}
}
