package io.binnacle.cmdb.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person decided about identities. It can be taken back at any time; then the rules say again.
 *
 * @param items those whose records it is about, as they are now
 * @param undoneBy null while it counts
 */
public record IdentityAct(UUID id, Kind kind, List<IdentityConflict.Bearer> items, String reason, String decidedBy,
        Instant decidedAt, @Nullable String undoneBy, @Nullable Instant undoneAt) {

    /** What was decided. */
    public enum Kind {
        MERGE, SPLIT
    }
}
