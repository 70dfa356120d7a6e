package io.binnacle.storage.list.saved;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A filter of a list under a name, with the order and the columns that it is looked at in.
 *
 * @param list as URLs name it: {@code cis}
 * @param sort null for the list's own order
 * @param columns that are shown, as the list's page names them, commas between; null for its own
 * @param owner who made it, and alone may change it
 * @param shared whether others see it
 * @param version goes up with each change
 */
public record SavedSearch(UUID id, String list, String name, String q, @Nullable String sort,
        @Nullable String columns, String owner, boolean shared, int version, Instant changedAt) {

    /** What its owner says of it. */
    public record Content(String list, String name, String q, @Nullable String sort, @Nullable String columns,
            boolean shared) {}
}
