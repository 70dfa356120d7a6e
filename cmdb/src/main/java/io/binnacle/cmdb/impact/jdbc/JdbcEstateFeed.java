package io.binnacle.cmdb.impact.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;

import io.binnacle.cmdb.impact.Census;
import io.binnacle.cmdb.impact.EstateBuilder;
import io.binnacle.cmdb.impact.EstateChange;
import io.binnacle.cmdb.impact.EstateFeed;
import io.binnacle.cmdb.impact.ItemState;
import io.binnacle.cmdb.impact.Redundancy;
import io.binnacle.cmdb.impact.RelationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The estate and its log in PostgreSQL. A position is a snapshot of transactions ({@code pg_snapshot}): what was committed
 * between two of them is what the later sees and the earlier did not, exactly, however long a transaction took.
 */
public final class JdbcEstateFeed implements EstateFeed {

    private static final String COLUMNS = "c.number, c.at, c.ci_id, c.relation_type, c.to_id, c.before, c.after";

    private final Jdbi jdbi;

    public JdbcEstateFeed(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Loaded load(IntFunction<EstateBuilder> builders, Instant since, int pastMax) {
        adoptForeignRows();
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            Position position = new Position(
                    handle.createQuery("SELECT CAST(pg_current_snapshot() AS text)").mapTo(String.class).one());
            EstateBuilder builder = builders.apply(expectedItems(handle));
            EstateRows.readInto(builder, handle.getConnection());
            List<EstateChange> past = past(handle, since, pastMax);
            Instant begins = latest(since, logBegins(handle));
            // Cut at its bound: what stands at the instant of the oldest may be half of what happened then.
            Instant whole = past.size() == pastMax ? latest(begins, past.getFirst().at().plusMillis(1)) : begins;
            return new Loaded(builder, position, past, whole);
        });
    }

    @Override
    public EstateBuilder loadAsOf(IntFunction<EstateBuilder> builders, Instant at) {
        // Of one moment: an item that is recorded between the two reads would otherwise lack its relations.
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            EstateBuilder builder = builders.apply(expectedItems(handle));
            EstateRows.readAsOf(builder, handle.getConnection(), at);
            return builder;
        });
    }

    /**
     * Rows that a dump brought from another cluster carry transactions that lie in this one's future; they would be new for
     * ever.
     */
    private void adoptForeignRows() {
        jdbi.useHandle(handle -> handle.execute("""
            UPDATE binnacle.estate_change SET xid = pg_current_xact_id()
            WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())
            """));
    }

    private static int expectedItems(Handle handle) {
        return handle.createQuery("""
            SELECT CAST(greatest(reltuples, 1024) AS integer) FROM pg_class
            WHERE oid = CAST('binnacle.configuration_item' AS regclass)
            """).mapTo(Integer.class).one();
    }

    private static List<EstateChange> past(Handle handle, Instant since, int pastMax) {
        List<EstateChange> newestFirst = handle.createQuery("SELECT " + COLUMNS + """
             FROM binnacle.estate_change c WHERE c.at > :since ORDER BY c.number DESC LIMIT :max
            """).bind("since", since).bind("max", pastMax).map((row, context) -> change(row)).list();
        return new ArrayList<>(newestFirst.reversed());
    }

    private static Instant logBegins(Handle handle) {
        return handle.createQuery("SELECT begins FROM binnacle.estate_log").mapTo(Instant.class).one();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public Changes changesAfter(Position position, int changesMax, boolean counted) {
        return counted
                ? jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                    Changes changes = changesAfter(handle, position, changesMax);
                    return new Changes(changes.position(), changes.changes(), changes.tooMany(), census(handle));
                })
                : jdbi.withHandle(handle -> changesAfter(handle, position, changesMax));
    }

    /** One statement, so that the new position and what is read belong together. */
    private static Changes changesAfter(Handle handle, Position position, int changesMax) {
        List<EstateChange> changes = new ArrayList<>();
        List<String> snapshot = handle.createQuery("""
            SELECT CAST(pg_current_snapshot() AS text) AS snapshot,
            """ + COLUMNS + """
             FROM (SELECT 1) one LEFT JOIN binnacle.estate_change c
                ON c.xid >= pg_snapshot_xmin(CAST(:position AS pg_snapshot))
                   AND NOT pg_visible_in_snapshot(c.xid, CAST(:position AS pg_snapshot))
            ORDER BY c.number LIMIT :max
            """).bind("position", position.text()).bind("max", changesMax + 1).map((row, context) -> {
            if (row.getObject("number") != null) {
                changes.add(change(row));
            }
            return row.getString("snapshot");
        }).list();
        boolean tooMany = changes.size() > changesMax;
        return new Changes(new Position(snapshot.getFirst()), tooMany ? List.of() : changes, tooMany, null);
    }

    private static Census census(Handle handle) {
        return new Census(
                counts(handle, "SELECT ci_class AS what, count(*) FROM binnacle.configuration_item GROUP BY ci_class"),
                counts(handle, "SELECT type AS what, count(*) FROM binnacle.relation GROUP BY type"));
    }

    private static Map<String, Long> counts(Handle handle, String query) {
        Map<String, Long> counts = new TreeMap<>();
        handle.createQuery(query).map((row, context) -> counts.put(row.getString("what"), row.getLong("count"))).list();
        return counts;
    }

    @Override
    public void forget(Instant before) {
        jdbi.useTransaction(handle -> {
            int forgotten = handle.createUpdate("DELETE FROM binnacle.estate_change WHERE at < :before")
                    .bind("before", before).execute();
            if (forgotten > 0) {
                handle.createUpdate("UPDATE binnacle.estate_log SET begins = greatest(begins, :before)")
                        .bind("before", before).execute();
            }
        });
    }

    private static EstateChange change(ResultSet row) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        UUID id = row.getObject("ci_id", UUID.class);
        String type = row.getString("relation_type");
        @Nullable
        String @Nullable [] before = texts(row, "before");
        @Nullable
        String @Nullable [] after = texts(row, "after");
        return type == null
                ? new EstateChange.OfItem(at, id, item(before), item(after))
                : new EstateChange.OfRelation(at, id, type, row.getObject("to_id", UUID.class), relation(before),
                        relation(after));
    }

    private static @Nullable String @Nullable [] texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : (String[]) array.getArray();
    }

    private static @Nullable ItemState item(@Nullable String @Nullable [] texts) {
        return texts == null
                ? null
                : new ItemState(Objects.requireNonNull(texts[0]),
                        EstateRows.facet(texts[1], texts[2], texts[3], texts[4], texts[5]));
    }

    private static @Nullable RelationState relation(@Nullable String @Nullable [] texts) {
        return texts == null ? null : new RelationState(Redundancy.parse(texts[0], texts[1]).orElse(null));
    }
}
