package io.binnacle.storage.list.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import io.binnacle.storage.list.FilterTerm;
import io.binnacle.storage.list.ListField;
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

    private static final long UNKNOWN = -1;
    /** So many rows are sorted in no time; of more, some soon come along the order. */
    private static final long FEW = 2_000;

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
        List<FilterTerm> terms = schema.filter(query.q(), now);
        String where = "(" + condition + ") AND " + sql.filter(terms);
        // Where all rows are alike in what is sorted by first, an index on the order finds them side by side.
        String counted = where + (terms.stream().anyMatch(term -> isOneValue(term, keys.getFirst().field()))
                ? " ORDER BY " + sql.order(keys)
                : "");
        Map<String, Object> filterParameters = Map.copyOf(sql.parameters());
        String identity = identity(query);
        String after = query.cursor() == null
                ? "TRUE"
                : sql.after(keys, ListCursor.decode(query.cursor(), identity));
        boolean filtered = query.q() != null && !query.q().isBlank();
        long total = filtered ? total(handle, counted, parameters, filterParameters) : UNKNOWN;
        // One row more than asked for tells whether another page follows.
        String page = "SELECT " + columns + keyColumns(keys) + " FROM " + from + " WHERE " + where + " AND " + after;
        String end = " LIMIT " + (query.limit() + 1);
        List<Row<T>> rows = query(handle, filtered && total <= FEW
                // Found by what the filter says, then sorted: OFFSET 0 keeps PostgreSQL from walking along the order instead.
                ? "SELECT * FROM (" + page + " OFFSET 0) AS few ORDER BY " + sql.orderOfRead(keys) + end
                : page + " ORDER BY " + sql.order(keys) + end, parameters, sql.parameters())
                .map((result, context) -> new Row<>(mapper.map(result, context), keysOf(result, keys))).list();
        boolean more = rows.size() > query.limit();
        List<Row<T>> shown = more ? rows.subList(0, query.limit()) : rows;
        if (!more && query.cursor() == null) {
            total = rows.size();
        } else if (total == UNKNOWN) {
            total = total(handle, counted, parameters, filterParameters);
        }
        String next = more ? new ListCursor(shown.getLast().keys()).encode(identity) : null;
        return new Page<>(shown.stream().map(Row::item).toList(), next, total);
    }

    private static boolean isOneValue(FilterTerm term, ListField field) {
        return term instanceof FilterTerm.AnyOf anyOf && !anyOf.negated() && anyOf.values().size() == 1
                && anyOf.field().equals(field);
    }

    private long total(Handle handle, String where, Map<String, ?> parameters, Map<String, ?> filterParameters) {
        return query(handle, "SELECT count(*) FROM (SELECT 1 FROM " + from + " WHERE " + where + " LIMIT "
                + Page.TOTAL_MAX + ") AS counted", parameters, filterParameters).mapTo(Long.class).one();
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
