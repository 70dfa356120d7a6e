package io.binnacle.storage.list;

import io.binnacle.kernel.error.BugException;

/**
 * Rows of a list that are connected with other rows of it. {@code depends_on(class:database)} holds for a row that is so
 * connected with one for which what stands in the parentheses holds.
 *
 * @param name as callers write it: {@code depends_on}
 * @param sql the condition, from the capability's own code, never from a caller, with {@link #FILTER} where that of the
 *         other row goes. It must name the other row as the list's SQL names its rows, in a query of its own:
 *         {@code i.id IN (SELECT r.from_id FROM relation r JOIN item i ON i.id = r.to_id WHERE {filter})}
 */
public record ListRelation(String name, String sql) {

    public static final String FILTER = "{filter}";

    public ListRelation {
        if (!ListField.NAME.matcher(name).matches() || !sql.contains(FILTER)) {
            throw new BugException("relation " + name + " of a list with SQL " + sql);
        }
    }
}
