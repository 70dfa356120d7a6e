package io.binnacle.cmdb.attachment;

import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;

/**
 * The files of items. Every id that an item ever had leads to its files; they go with it through merge and split. Safe for
 * use by several threads. An unknown id is {@link NotFound}.
 */
public interface Attachments {

    /** Of one file. A photograph, a manual, a contract; no image of a disk. */
    int BYTES_MAX = 16 << 20;

    /** What one item may have in all. */
    record Bounds(int filesMax, long bytesMax) {

        public static Bounds defaults() {
            return new Bounds(100, 256L << 20);
        }
    }

    /**
     * Keeps a file. One of the same name may be there already; both stay.
     *
     * @throws InvalidInput when the name is none for a file, or the file is empty or too large
     * @throws Conflict when the item has as many as it may
     */
    Attachment add(Actor actor, UUID ciId, String name, byte[] content);

    /** By name, the newest first of those with one name. */
    List<Attachment> of(UUID ciId);

    Attachment get(UUID id);

    /** What is in a file; the caller's. */
    byte[] content(UUID id);

    /** It is gone, with what was in it. */
    void delete(Actor actor, UUID id);
}
