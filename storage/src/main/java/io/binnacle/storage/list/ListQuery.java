package io.binnacle.storage.list;

import io.binnacle.kernel.error.InvalidInput;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a list.
 *
 * @param q the filter, in the language of {@link ListSchema}; null for everything
 * @param sort field names separated by commas, {@code -} before one that descends; null for the list's own order
 * @param cursor where the previous page ended, as {@link Page#nextCursor()} gave it; null for the first page
 * @param limit rows at most, 1 to 500
 */
public record ListQuery(@Nullable String q, @Nullable String sort, @Nullable String cursor, int limit) {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 500;

    /** Everything, in the list's own order, the first page. */
    public static final ListQuery ALL = new ListQuery(null, null, null, LIMIT_DEFAULT);

    public ListQuery {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new InvalidInput("limit", "a number from 1 to " + LIMIT_MAX, limit);
        }
    }

    /** The first page of what this filter lets through. */
    public static ListQuery of(String q) {
        return new ListQuery(q, null, null, LIMIT_DEFAULT);
    }

    public ListQuery withCursor(@Nullable String next) {
        return new ListQuery(q, sort, next, limit);
    }
}
