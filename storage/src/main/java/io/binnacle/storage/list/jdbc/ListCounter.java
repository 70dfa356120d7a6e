package io.binnacle.storage.list.jdbc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.storage.list.ListSchema;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of a list under many filters at once, looking at each row once. Safe for use by several threads.
 */
public final class ListCounter {

    private final ListSchema schema;
    private final String from;

    /** @param from tables and joins, as after FROM */
    public ListCounter(ListSchema schema, String from) {
        this.schema = schema;
        this.from = from;
    }

    /**
     * @param q the filter of all that is counted; null for every row
     * @param filters by any name; an empty one counts all
     * @param now what {@code now} in them means
     * @return by the same names, in the same order
     */
    public Map<String, Long> count(Handle handle, @Nullable String q, Map<String, String> filters, Instant now) {
        ListSql sql = new ListSql(schema);
        StringBuilder select = new StringBuilder("SELECT count(*) AS n");
        int column = 0;
        for (String filter : filters.values()) {
            select.append(", count(*) FILTER (WHERE ").append(sql.filter(schema.filter(filter, now))).append(") AS n_")
                    .append(column++);
        }
        String where = sql.filter(schema.filter(q, now));
        return handle.createQuery(select + " FROM " + from + " WHERE " + where).setTemplateEngine(TemplateEngine.NOP)
                .bindMap(sql.parameters())
                .map((row, context) -> {
                    Map<String, Long> counts = new LinkedHashMap<>();
                    int next = 0;
                    for (String name : filters.keySet()) {
                        counts.put(name, row.getLong("n_" + next++));
                    }
                    return counts;
                }).one();
    }
}
