package io.binnacle.storage.list;

import java.util.List;

/**
 * One field of a list.
 *
 * @param name as callers write it: {@code openedAt}
 * @param sql the SQL expression behind it, from the capability's own code, never from a caller: {@code i.opened_at}
 * @param values what an ENUM may hold, in the order in which it sorts; empty for other types
 * @param searched whether bare words look into it (TEXT only)
 */
public record ListField(String name, Type type, String sql, List<String> values, boolean sortable, boolean searched) {

    /** How values are written, compared and bound. */
    public enum Type {
        /** Compared without regard to case. */
        TEXT,
        /** A UUID. */
        ID, NUMBER,
        /** ISO-8601, a date, or {@code now-1h}. */
        TIME,
        /** One of a few words; sorts in the order of their declaration. */
        ENUM, BOOLEAN
    }

    public ListField {
        values = List.copyOf(values);
    }
}
