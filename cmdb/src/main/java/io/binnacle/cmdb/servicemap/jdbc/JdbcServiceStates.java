package io.binnacle.cmdb.servicemap.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.cmdb.servicemap.ServiceInterval;
import io.binnacle.cmdb.servicemap.ServiceState;
import io.binnacle.cmdb.servicemap.ServiceStates;
import io.binnacle.cmdb.servicemap.Span;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How services were, in PostgreSQL. */
public final class JdbcServiceStates implements ServiceStates {

    private static final String COLUMNS = "s.ci_id, s.state, s.why, s.health_percent, s.from_at, s.to_at";

    private final Jdbi jdbi;

    public JdbcServiceStates(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private static ServiceInterval read(ResultSet row) throws SQLException {
        OffsetDateTime to = row.getObject("to_at", OffsetDateTime.class);
        return new ServiceInterval(ServiceState.parse(row.getString("state")), Columns.instant(row, "from_at"),
                to.equals(OffsetDateTime.MAX) ? null : to.toInstant(), row.getString("why"),
                Columns.number(row, "health_percent"));
    }

    @Override
    public Map<UUID, ServiceInterval> open() {
        Map<UUID, ServiceInterval> open = new HashMap<>();
        jdbi.useHandle(handle -> handle
                .createQuery("SELECT " + COLUMNS + " FROM binnacle.service_interval s WHERE s.to_at = 'infinity'")
                .map((row, context) -> open.put(row.getObject("ci_id", UUID.class), read(row))).list());
        return open;
    }

    @Override
    public Map<UUID, List<ServiceInterval>> within(Collection<UUID> ids, Span range) {
        Map<UUID, List<ServiceInterval>> found = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("SELECT " + COLUMNS + """
             FROM binnacle.service_interval s
            WHERE s.ci_id = ANY(:ids) AND s.from_at < :to AND s.to_at > :from ORDER BY s.ci_id, s.from_at
            """)
                .bindArray("ids", UUID.class, ids).bind("from", range.from()).bind("to", range.to())
                .map((row, context) -> found
                        .computeIfAbsent(row.getObject("ci_id", UUID.class), id -> new ArrayList<>()).add(read(row)))
                .list());
        return found;
    }

    @Override
    public void open(UUID id, ServiceInterval next) {
        jdbi.useTransaction(handle -> {
            end(handle, id, next.from());
            insert(handle, id, next);
        });
    }

    /** One that began at that very instant never was. */
    private static void end(Handle handle, UUID id, Instant at) {
        handle.createUpdate("""
            DELETE FROM binnacle.service_interval WHERE ci_id = :id AND to_at = 'infinity' AND from_at >= :at
            """).bind("id", id).bind("at", at).execute();
        handle.createUpdate("""
            UPDATE binnacle.service_interval SET to_at = :at WHERE ci_id = :id AND to_at = 'infinity'
            """).bind("id", id).bind("at", at).execute();
    }

    private static void insert(Handle handle, UUID id, ServiceInterval interval) {
        handle.createUpdate("""
            INSERT INTO binnacle.service_interval (ci_id, state, why, health_percent, from_at)
            VALUES (:id, :state, :why, :health, :from)
            """)
                .bind("id", id).bind("state", interval.state().text()).bind("why", interval.why())
                .bind("health", interval.healthPercent()).bind("from", interval.from()).execute();
    }

    @Override
    public void update(UUID id, @Nullable Double healthPercent) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            UPDATE binnacle.service_interval SET health_percent = :health WHERE ci_id = :id AND to_at = 'infinity'
            """).bind("id", id).bind("health", healthPercent).execute());
    }

    @Override
    public void close(UUID id, Instant at) {
        jdbi.useTransaction(handle -> end(handle, id, at));
    }

    @Override
    public Optional<Instant> watchedUntil() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT watched_until FROM binnacle.service_watch")
                .map((row, context) -> Columns.instant(row, "watched_until")).findOne());
    }

    @Override
    public void watched(Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            INSERT INTO binnacle.service_watch (watched_until) VALUES (:now)
            ON CONFLICT (one) DO UPDATE SET watched_until = excluded.watched_until
            """).bind("now", now).execute());
    }

    /** What was unknown for the same reason already goes on; the end of the gap is where the next look opens another one. */
    @Override
    public void gap(Span unwatched, String why) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                DELETE FROM binnacle.service_interval WHERE to_at = 'infinity' AND from_at >= :from
                """).bind("from", unwatched.from()).execute();
            handle.createUpdate("""
                WITH ended AS (
                    UPDATE binnacle.service_interval SET to_at = :from WHERE to_at = 'infinity' RETURNING ci_id)
                INSERT INTO binnacle.service_interval (ci_id, state, why, from_at, to_at)
                SELECT ci_id, 'unknown', :why, :from, :to FROM ended
                """)
                    .bind("from", unwatched.from()).bind("to", unwatched.to()).bind("why", why).execute();
            // The gap is told once, even when the program stops before it looks again.
            watched(unwatched.to());
        });
    }

    @Override
    public int forget(Instant before) {
        return jdbi.withHandle(handle -> handle
                .createUpdate("DELETE FROM binnacle.service_interval WHERE to_at < :before").bind("before", before)
                .execute());
    }

    @Override
    public long count() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM binnacle.service_interval")
                .mapTo(Long.class).one());
    }
}
