package io.binnacle.storage.list.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.SortKey;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of one list by key set: a page starts after the sort keys of the row before it, so rows that come or go
 * meanwhile shift nothing. Made once beside the schema; safe for use by several threads.
 *
 * <pre>{@code
 * new ListReader<>(SCHEMA, "i.*", "incident i", incidentMapper).read(handle, query, clock.instant());
 * }</pre>
 */
public final class ListReader<T> {

    private final ListSchema schema;
    private final String columns;
    private final String from;
    private final RowMapper<T> mapper;

    /**
     * @param columns what the mapper reads, as after SELECT
     * @param from tables and joins, as after FROM; at most one row for each value of the tie-break field
     */
    public ListReader(ListSchema schema, String columns, String from, RowMapper<T> mapper) {
        this.schema = schema;
        this.columns = columns;
        this.from = from;
        this.mapper = mapper;
    }

    /** @param now what {@code now} in the filter means */
    public Page<T> read(Handle handle, ListQuery query, Instant now) {
        return read(handle, query, now, "TRUE", Map.of());
    }

    /** @param condition SQL that holds beside the filter, with its own {@code :named} parameters */
    public Page<T> read(Handle handle, ListQuery query, Instant now, String condition, Map<String, ?> parameters) {
        List<SortKey> keys = schema.order(query.sort());
        ListSql sql = new ListSql(schema);
        String where = "(" + condition + ") AND " + sql.filter(schema.filter(query.q(), now));
        Map<String, Object> filterParameters = Map.copyOf(sql.parameters());
        String identity = identity(query);
        String after = query.cursor() == null
                ? "TRUE"
                : sql.after(keys, ListCursor.decode(query.cursor(), identity));
        // One row more than asked for tells whether another page follows.
        List<Row<T>> rows = query(handle, "SELECT " + columns + keyColumns(keys) + " FROM " + from + " WHERE " + where
                + " AND " + after + " ORDER BY " + sql.order(keys) + " LIMIT " + (query.limit() + 1), parameters,
                sql.parameters())
                .map((result, context) -> new Row<>(mapper.map(result, context), keysOf(result, keys))).list();
        boolean more = rows.size() > query.limit();
        List<Row<T>> page = more ? rows.subList(0, query.limit()) : rows;
        long total = !more && query.cursor() == null
                ? rows.size()
                : query(handle, "SELECT count(*) FROM (SELECT 1 FROM " + from + " WHERE " + where + " LIMIT "
                        + Page.TOTAL_MAX + ") AS counted", parameters, filterParameters).mapTo(Long.class).one();
        String next = more ? new ListCursor(page.getLast().keys()).encode(identity) : null;
        return new Page<>(page.stream().map(Row::item).toList(), next, total);
    }

    private record Row<T>(T item, List<@Nullable String> keys) {}

    /** What a cursor belongs to. */
    private String identity(ListQuery query) {
        return schema.list() + "\n" + (query.sort() == null ? "" : query.sort()) + "\n"
                + (query.q() == null ? "" : query.q());
    }

    private static Query query(Handle handle, String sql, Map<String, ?> parameters, Map<String, ?> more) {
        return handle.createQuery(sql).setTemplateEngine(TemplateEngine.NOP).bindMap(parameters).bindMap(more);
    }

    private static String keyColumns(List<SortKey> keys) {
        StringJoiner columns = new StringJoiner("");
        for (int i = 0; i < keys.size(); i++) {
            columns.add(", " + ListSql.sortExpression(keys.get(i).field()) + " AS list_key_" + i);
        }
        return columns.toString();
    }

    private static List<@Nullable String> keysOf(ResultSet row, List<SortKey> keys) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            values.add(keyOf(row, keys.get(i), "list_key_" + i));
        }
        return values;
    }

    private static @Nullable String keyOf(ResultSet row, SortKey key, String column) throws SQLException {
        return switch (key.field().type()) {
            case TIME -> {
                OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
                yield time == null ? null : time.toInstant().toString();
            }
            case BOOLEAN -> {
                boolean value = row.getBoolean(column);
                yield row.wasNull() ? null : String.valueOf(value);
            }
            case TEXT, ENUM, ID, NUMBER -> row.getString(column);
        };
    }
}
