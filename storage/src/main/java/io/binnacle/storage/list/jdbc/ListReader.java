package io.binnacle.storage.list.jdbc;

import java.time.Instant;
import java.util.Map;

import io.binnacle.kernel.error.BugException;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Reads pages of one list. Made once beside the schema; safe for use by several threads.
 *
 * <pre>{@code
 * new ListReader<>(SCHEMA, "i.*", "incident i", incidentMapper).read(handle, query, clock.instant());
 * }</pre>
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ListReader<T> {

    /**
     * @param columns what the mapper reads, as after SELECT
     * @param from tables and joins, as after FROM
     */
    public ListReader(ListSchema schema, String columns, String from, RowMapper<T> mapper) {
        throw new BugException("not built yet: " + schema.list() + columns + from + mapper);
    }

    /** @param now what {@code now} in the filter means */
    public Page<T> read(Handle handle, ListQuery query, Instant now) {
        return read(handle, query, now, "TRUE", Map.of());
    }

    /** @param condition SQL that holds beside the filter, with its own {@code :named} parameters */
    public Page<T> read(Handle handle, ListQuery query, Instant now, String condition, Map<String, ?> parameters) {
        throw new BugException("not built yet: " + query + now + condition + parameters);
    }
}
