package io.binnacle.storage.list;

import java.util.List;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.BugException;
import org.jspecify.annotations.Nullable;

/**
 * One field of a list.
 *
 * @param name as callers write it: {@code openedAt}
 * @param sql the SQL expression behind it, from the capability's own code, never from a caller: {@code i.opened_at}
 * @param values what an ENUM may hold, in the order in which it sorts; empty for other types
 * @param searched whether bare words look into it (TEXT only)
 * @param within the SQL of a longer text that the value is always a part of, for an index that serves many fields; null
 *         when there is none. It may write quotes, backslashes and control characters otherwise, as JSON does.
 * @param exact the SQL of a condition that holds whenever the value is {@link #VALUE_HERE}, capitals apart, for an index that
 *        serves many fields; null when there is none
 */
public record ListField(String name, Type type, String sql, List<String> values, boolean sortable, boolean searched,
        @Nullable String within, @Nullable String exact) {

    /** Stands for the value in {@link #exact}. */
    public static final String VALUE_HERE = "<value>";

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

    static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.]*");
    private static final Pattern VALUE = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    /** A field that no index serves together with others. */
    public ListField(String name, Type type, String sql, List<String> values, boolean sortable, boolean searched) {
        this(name, type, sql, values, sortable, searched, null, null);
    }

    public ListField {
        values = List.copyOf(values);
        if (!NAME.matcher(name).matches() || !values.stream().allMatch(value -> VALUE.matcher(value).matches())
                || (type == Type.ENUM) == values.isEmpty()) {
            throw new BugException("list field " + name + " of type " + type + " with values " + values);
        }
    }

    /** Whether the order of the declaration is that of the words themselves, which an index can serve. */
    public boolean isAlphabetical() {
        return values.equals(values.stream().sorted().toList());
    }
}
