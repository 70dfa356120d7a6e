package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.SourceRecord.State;
import io.binnacle.cmdb.model.CiClass;
import org.jdbi.v3.core.Handle;

/** What each source said last of each thing, and the values that tell which thing it is. */
final class RecordTable {

    /** Sightings that follow each other faster count once and are not written. */
    static final String TOUCH_EVERY = "1 minute";

    /** What has to be known of a record to tell whether an observation says anything new. */
    record Stored(UUID id, ItemRef ref, UUID itemId, long fingerprint, State state, Instant lastSeen) {}

    /** A row to write. */
    record Written(UUID id, Checked.Item item, Map<String, String> givenSince) {}

    private static final String STORED = "r.id, r.ci_class, r.key, r.ci_id, r.fingerprint, r.state, r.last_seen";

    private RecordTable() {
    }

    private static Stored readStored(ResultSet row) throws SQLException {
        return new Stored(row.getObject("id", UUID.class), new ItemRef(row.getString("ci_class"), row.getString("key")),
                row.getObject("ci_id", UUID.class), row.getLong("fingerprint"), State.of(row.getString("state")),
                ItemTable.instant(row, "last_seen"));
    }

    /** All that the source ever showed in that scope. */
    static List<Stored> inScope(Handle handle, String source, String scope) {
        return handle.createQuery(
                "SELECT " + STORED + " FROM binnacle.source_record r WHERE r.source = :source AND r.scope = :scope")
                .bind("source", source).bind("scope", scope)
                .map((row, context) -> readStored(row)).list();
    }

    static List<Stored> inScope(Handle handle, String source, String scope, Collection<ItemRef> refs) {
        return handle.createQuery("SELECT " + STORED + """
             FROM binnacle.source_record r
            JOIN unnest(:classes, :keys) AS n (ci_class, key) ON n.ci_class = r.ci_class AND n.key = r.key
            WHERE r.source = :source AND r.scope = :scope
            """)
                .bind("source", source).bind("scope", scope)
                .bindArray("classes", String.class, refs.stream().map(ItemRef::ciClass).toList())
                .bindArray("keys", String.class, refs.stream().map(ItemRef::key).toList())
                .map((row, context) -> readStored(row)).list();
    }

    /** The record that each key means to that source and scope: its own, else the oldest of those that are present, else the oldest. */
    static Map<ItemRef, UUID> meant(Handle handle, String source, String scope, Collection<ItemRef> refs) {
        Map<ItemRef, UUID> found = HashMap.newHashMap(refs.size());
        if (!refs.isEmpty()) {
            handle.createQuery("""
                SELECT DISTINCT ON (r.ci_class, r.key) r.ci_class, r.key, r.id FROM binnacle.source_record r
                JOIN unnest(:classes, :keys) AS n (ci_class, key) ON n.ci_class = r.ci_class AND n.key = r.key
                ORDER BY r.ci_class, r.key, (r.source = :source AND r.scope = :scope) DESC,
                         (r.state = 'present') DESC, r.id
                """)
                    .bind("source", source).bind("scope", scope)
                    .bindArray("classes", String.class, refs.stream().map(ItemRef::ciClass).toList())
                    .bindArray("keys", String.class, refs.stream().map(ItemRef::key).toList())
                    .map((row, context) -> found.put(new ItemRef(row.getString("ci_class"), row.getString("key")),
                            row.getObject("id", UUID.class)))
                    .list();
        }
        return found;
    }

    static void insert(Handle handle, List<Written> rows, Origin origin, Instant at) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
            INSERT INTO binnacle.source_record (id, source, scope, ci_class, key, name, attributes, identifiers,
                given_since, sureness, ci_id, fingerprint, state, first_seen, last_seen, seen_count)
            SELECT n.id, :source, :scope, n.ci_class, n.key, n.name, CAST(n.attributes AS jsonb),
                CAST(n.identifiers AS jsonb), '{}', :sureness, n.id, n.fingerprint, :state, :at, :at, 1
            FROM unnest(:ids, :classes, :keys, :names, :attributes, :identifiers, :fingerprints)
                AS n (id, ci_class, key, name, attributes, identifiers, fingerprint)
            """)
                .bind("source", origin.source()).bind("scope", origin.scope()).bind("sureness", origin.sureness())
                .bind("at", at).bind("state", origin.shown().text())
                .bindArray("ids", UUID.class, rows.stream().map(Written::id).toList())
                .bindArray("classes", String.class, rows.stream().map(row -> row.item().ciClass()).toList())
                .bindArray("keys", String.class, rows.stream().map(row -> row.item().key()).toList())
                .bindArray("names", String.class, rows.stream().map(row -> row.item().name()).toList())
                .bindArray("attributes", String.class,
                        rows.stream().map(row -> Json.write(row.item().attributes())).toList())
                .bindArray("identifiers", String.class,
                        rows.stream().map(row -> Json.writeIdentifiers(row.item().identifiers())).toList())
                .bindArray("fingerprints", Long.class, rows.stream().map(row -> row.item().fingerprint()).toList())
                .execute();
    }

    static void update(Handle handle, List<Written> rows, Origin origin, Instant at) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
            UPDATE binnacle.source_record r
            SET name = n.name, attributes = CAST(n.attributes AS jsonb), identifiers = CAST(n.identifiers AS jsonb),
                given_since = CAST(n.given_since AS jsonb), sureness = :sureness, fingerprint = n.fingerprint,
                state = :state, missing_since = NULL, last_seen = :at, seen_count = seen_count + 1
            FROM unnest(:ids, :names, :attributes, :identifiers, :sinces, :fingerprints)
                AS n (id, name, attributes, identifiers, given_since, fingerprint)
            WHERE r.id = n.id
            """)
                .bind("sureness", origin.sureness()).bind("at", at).bind("state", origin.shown().text())
                .bindArray("ids", UUID.class, rows.stream().map(Written::id).toList())
                .bindArray("names", String.class, rows.stream().map(row -> row.item().name()).toList())
                .bindArray("attributes", String.class,
                        rows.stream().map(row -> Json.write(row.item().attributes())).toList())
                .bindArray("identifiers", String.class,
                        rows.stream().map(row -> Json.writeIdentifiers(row.item().identifiers())).toList())
                .bindArray("sinces", String.class, rows.stream().map(row -> Json.write(row.givenSince())).toList())
                .bindArray("fingerprints", Long.class, rows.stream().map(row -> row.item().fingerprint()).toList())
                .execute();
    }

    /** The items of the touched records were seen too, unless they are but intended. */
    static void touch(Handle handle, Collection<UUID> ids, Instant at) {
        if (!ids.isEmpty()) {
            handle.createUpdate("""
                WITH touched AS (
                    UPDATE binnacle.source_record SET last_seen = :at, seen_count = seen_count + 1
                    WHERE id = ANY(:ids) AND last_seen <= CAST(:at AS timestamptz) - CAST(:every AS interval)
                    RETURNING ci_id, state)
                UPDATE binnacle.configuration_item SET last_seen = :at
                WHERE id IN (SELECT ci_id FROM touched WHERE state <> 'intended') AND last_seen < :at
                """)
                    .bind("at", at).bind("every", TOUCH_EVERY).bindArray("ids", UUID.class, ids).execute();
        }
    }

    static void markMissing(Handle handle, Collection<UUID> ids, Instant at) {
        if (!ids.isEmpty()) {
            handle.createUpdate("""
                UPDATE binnacle.source_record SET state = 'missing', missing_since = :at WHERE id = ANY(:ids)
                """)
                    .bind("at", at).bindArray("ids", UUID.class, ids).execute();
        }
    }

    /** What is not intended any more. It is not missed. */
    static void withdraw(Handle handle, Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            handle.createUpdate("UPDATE binnacle.source_record SET state = 'retired' WHERE id = ANY(:ids)")
                    .bindArray("ids", UUID.class, ids).execute();
        }
    }

    /** Records that their source has not shown for longer than their class allows, which are missing from now on. */
    static List<UUID> miss(Surroundings surroundings, int max) {
        return aged(surroundings, """
            UPDATE binnacle.source_record SET state = 'missing', missing_since = :at WHERE id IN (
                SELECT r.id FROM binnacle.source_record r JOIN allowed a ON a.ci_class = r.ci_class
                WHERE r.state = 'present' AND r.source <> 'person' AND r.last_seen < a.before
                ORDER BY r.last_seen LIMIT :max FOR UPDATE OF r)
            RETURNING id
            """, max);
    }

    /** Records that were missing for longer than their class allows, which are retired from now on. */
    static List<UUID> retire(Surroundings surroundings, int max) {
        return aged(surroundings, """
            UPDATE binnacle.source_record SET state = 'retired', missing_since = NULL WHERE id IN (
                SELECT r.id FROM binnacle.source_record r JOIN allowed a ON a.ci_class = r.ci_class
                WHERE r.state = 'missing' AND r.missing_since < a.before
                ORDER BY r.missing_since LIMIT :max FOR UPDATE OF r)
            RETURNING id
            """, max);
    }

    private static List<UUID> aged(Surroundings surroundings, String statement, int max) {
        List<CiClass> classes = surroundings.model().classes();
        return surroundings.handle().createQuery("""
            WITH allowed AS (
                SELECT c.ci_class, CAST(:at AS timestamptz) - c.seconds * INTERVAL '1 second' AS before
                FROM unnest(:classes, :seconds) AS c (ci_class, seconds))
            """ + statement)
                .bind("at", surroundings.at()).bind("max", max)
                .bindArray("classes", String.class, classes.stream().map(CiClass::name).toList())
                .bindArray("seconds", Long.class,
                        classes.stream().map(each -> each.retireAfter().toSeconds()).toList())
                .mapTo(UUID.class).list();
    }

    /** Items after that one, in order, of which one source was seen an hour or more after another. */
    static List<UUID> unevenlySeen(Handle handle, UUID after, int max) {
        return handle.createQuery("""
            SELECT ci_id FROM binnacle.source_record
            WHERE ci_id > :after AND source <> 'person' AND state IN ('present', 'intended')
            GROUP BY ci_id HAVING count(*) > 1 AND max(last_seen) - min(last_seen) >= INTERVAL '1 hour'
            ORDER BY ci_id LIMIT :max
            """).bind("after", after).bind("max", max).mapTo(UUID.class).list();
    }

    /** The item that a record is of now. Each id that an item ever had is a record's. */
    static Optional<UUID> itemOf(Handle handle, UUID record) {
        return handle.createQuery("SELECT ci_id FROM binnacle.source_record WHERE id = :id").bind("id", record)
                .mapTo(UUID.class).findOne();
    }

    /** As {@link #itemOf}, by record, in the order that is asked for; without those that there are not. */
    static Map<UUID, UUID> itemsOf(Handle handle, Collection<UUID> records) {
        Map<UUID, UUID> items = LinkedHashMap.newLinkedHashMap(records.size());
        handle.createQuery("""
            SELECT r.id, r.ci_id FROM unnest(:ids) WITH ORDINALITY AS n (id, place)
            JOIN binnacle.source_record r ON r.id = n.id ORDER BY n.place
            """).bindArray("ids", UUID.class, records)
                .map((row, context) -> items.put(row.getObject("id", UUID.class), row.getObject("ci_id", UUID.class)))
                .list();
        return items;
    }

    /** By id. */
    static Map<UUID, SourceRecord> byIds(Handle handle, Collection<UUID> ids) {
        Map<UUID, SourceRecord> found = HashMap.newHashMap(ids.size());
        whole(handle, "r.id = ANY(:ids)", ids).forEach(each -> found.put(each.id(), each));
        return found;
    }

    /** By item. */
    static Map<UUID, List<SourceRecord>> ofItems(Handle handle, Collection<UUID> itemIds) {
        return whole(handle, "r.ci_id = ANY(:ids)", itemIds).stream()
                .collect(Collectors.groupingBy(SourceRecord::ciId));
    }

    private static List<SourceRecord> whole(Handle handle, String condition, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : handle.createQuery("""
                    SELECT r.id, r.ci_id, r.source, r.scope, r.ci_class, r.key, r.name,
                           CAST(r.attributes AS text) AS attributes, CAST(r.identifiers AS text) AS identifiers,
                           CAST(r.given_since AS text) AS given_since, r.sureness, r.state, r.first_seen, r.last_seen,
                           r.seen_count
                    FROM binnacle.source_record r WHERE
                    """ + " " + condition + " ORDER BY r.id")
                        .bindArray("ids", UUID.class, ids)
                        .map((row, context) -> readWhole(row)).list();
    }

    private static SourceRecord readWhole(ResultSet row) throws SQLException {
        Map<String, Instant> since = new HashMap<>();
        Json.readValues(row.getString("given_since"))
                .forEach((name, at) -> since.put(name, Instant.parse(at.toString())));
        return new SourceRecord(row.getObject("id", UUID.class), row.getObject("ci_id", UUID.class),
                row.getString("source"), row.getString("scope"), row.getString("ci_class"), row.getString("key"),
                row.getString("name"), Json.readValues(row.getString("attributes")),
                Json.readIdentifiers(row.getString("identifiers")), since, row.getDouble("sureness"),
                State.of(row.getString("state")), ItemTable.instant(row, "first_seen"),
                ItemTable.instant(row, "last_seen"), row.getLong("seen_count"));
    }

    /**
     * Who says it: what all records of one look have in common.
     *
     * @param shown the state of what it shows: seen, or intended
     */
    record Origin(String source, String scope, double sureness, State shown) {

        boolean isIntent() {
            return shown == State.INTENDED;
        }
    }
}
