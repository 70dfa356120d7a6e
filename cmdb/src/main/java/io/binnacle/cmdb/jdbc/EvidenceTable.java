package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.RelationEvidence;
import io.binnacle.cmdb.model.CiModel;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who saw which relation, between records. */
final class EvidenceTable {

    /** What makes a piece of evidence one of its own, in one source and scope. */
    record Place(UUID from, String type, ItemRef to) {}

    /** What has to be known of a piece to tell whether a look says anything new. */
    record Stored(UUID id, Place place, String fromClass, @Nullable UUID to, Map<String, Object> attributes,
            Instant lastSeen, boolean ended) {}

    /** A row to write. */
    record Written(UUID id, Place place, @Nullable UUID to, Map<String, Object> attributes) {}

    private static final String STORED = """
        e.id, e.from_record, e.type, e.to_class, e.to_key, e.to_record, CAST(e.attributes AS text) AS attributes,
        e.last_seen, e.ended_at IS NOT NULL AS ended, f.ci_class AS from_class
        """;

    private EvidenceTable() {
    }

    private static Stored read(ResultSet row) throws SQLException {
        return new Stored(row.getObject("id", UUID.class),
                new Place(row.getObject("from_record", UUID.class), row.getString("type"),
                        new ItemRef(row.getString("to_class"), row.getString("to_key"))),
                row.getString("from_class"), row.getObject("to_record", UUID.class),
                Json.readValues(row.getString("attributes")), ItemTable.instant(row, "last_seen"),
                row.getBoolean("ended"));
    }

    /** All that the source ever showed in that scope. */
    static Map<Place, Stored> inScope(Handle handle, RecordTable.Origin origin) {
        return byPlace(handle.createQuery("SELECT " + STORED + """
             FROM binnacle.relation_evidence e JOIN binnacle.source_record f ON f.id = e.from_record
            WHERE e.source = :source AND e.scope = :scope
            """)
                .bind("source", origin.source()).bind("scope", origin.scope())
                .map((row, context) -> read(row)).list());
    }

    static Map<Place, Stored> from(Handle handle, RecordTable.Origin origin, Collection<UUID> records) {
        return byPlace(handle.createQuery("SELECT " + STORED + """
             FROM binnacle.relation_evidence e JOIN binnacle.source_record f ON f.id = e.from_record
            WHERE e.source = :source AND e.scope = :scope AND e.from_record = ANY(:records)
            """)
                .bind("source", origin.source()).bind("scope", origin.scope())
                .bindArray("records", UUID.class, records)
                .map((row, context) -> read(row)).list());
    }

    private static Map<Place, Stored> byPlace(List<Stored> rows) {
        Map<Place, Stored> found = HashMap.newHashMap(rows.size());
        rows.forEach(each -> found.put(each.place(), each));
        return found;
    }

    static void insert(Handle handle, List<Written> rows, RecordTable.Origin origin, Instant at) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
            INSERT INTO binnacle.relation_evidence (id, source, scope, from_record, type, to_class, to_key, to_record,
                attributes, confidence, first_seen, last_seen, seen_count)
            SELECT n.id, :source, :scope, n.from_record, n.type, n.to_class, n.to_key, n.to_record,
                CAST(n.attributes AS jsonb), :confidence, :at, :at, 1
            FROM unnest(:ids, :froms, :types, :classes, :keys, :tos, :attributes)
                AS n (id, from_record, type, to_class, to_key, to_record, attributes)
            """)
                .bind("source", origin.source()).bind("scope", origin.scope())
                .bind("confidence", origin.sureness()).bind("at", at)
                .bindArray("ids", UUID.class, rows.stream().map(Written::id).toList())
                .bindArray("froms", UUID.class, rows.stream().map(row -> row.place().from()).toList())
                .bindArray("types", String.class, rows.stream().map(row -> row.place().type()).toList())
                .bindArray("classes", String.class, rows.stream().map(row -> row.place().to().ciClass()).toList())
                .bindArray("keys", String.class, rows.stream().map(row -> row.place().to().key()).toList())
                .bindArray("tos", UUID.class, rows.stream().map(Written::to).toList())
                .bindArray("attributes", String.class, rows.stream().map(row -> Json.write(row.attributes())).toList())
                .execute();
    }

    static void update(Handle handle, List<Written> rows, Instant at) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
            UPDATE binnacle.relation_evidence e
            SET attributes = CAST(n.attributes AS jsonb), to_record = n.to_record, last_seen = :at,
                seen_count = seen_count + 1, ended_at = NULL
            FROM unnest(:ids, :tos, :attributes) AS n (id, to_record, attributes) WHERE e.id = n.id
            """)
                .bind("at", at)
                .bindArray("ids", UUID.class, rows.stream().map(Written::id).toList())
                .bindArray("tos", UUID.class, rows.stream().map(Written::to).toList())
                .bindArray("attributes", String.class, rows.stream().map(row -> Json.write(row.attributes())).toList())
                .execute();
    }

    /** The relations were seen too. */
    static void touch(Handle handle, Collection<UUID> ids, Instant at) {
        if (!ids.isEmpty()) {
            handle.createUpdate("""
                WITH touched AS (
                    UPDATE binnacle.relation_evidence SET last_seen = :at, seen_count = seen_count + 1
                    WHERE id = ANY(:ids) AND last_seen <= CAST(:at AS timestamptz) - CAST(:every AS interval)
                    RETURNING from_record, type, to_record)
                UPDATE binnacle.relation r SET last_seen = :at
                FROM touched e JOIN binnacle.source_record f ON f.id = e.from_record
                JOIN binnacle.source_record t ON t.id = e.to_record
                WHERE r.from_id = f.ci_id AND r.type = e.type AND r.to_id = t.ci_id AND r.last_seen < :at
                """)
                    .bind("at", at).bind("every", RecordTable.TOUCH_EVERY).bindArray("ids", UUID.class, ids).execute();
        }
    }

    static void end(Handle handle, Collection<UUID> ids, Instant at) {
        if (!ids.isEmpty()) {
            handle.createUpdate("UPDATE binnacle.relation_evidence SET ended_at = :at WHERE id = ANY(:ids)")
                    .bind("at", at).bindArray("ids", UUID.class, ids).execute();
        }
    }

    /** Ends all that touches the records. */
    static void endOf(Handle handle, Collection<UUID> records, Instant at) {
        if (!records.isEmpty()) {
            handle.createUpdate("""
                UPDATE binnacle.relation_evidence SET ended_at = :at
                WHERE ended_at IS NULL AND (from_record = ANY(:records) OR to_record = ANY(:records))
                """).bind("at", at).bindArray("records", UUID.class, records).execute();
        }
    }

    /** Ends what was not seen again for as long as its type lingers; returns the records at the starts, each as often as it lost one. */
    static List<UUID> expire(Surroundings surroundings, int max) {
        Map<String, Long> lingering = new TreeMap<>();
        surroundings.model().relations().stream().filter(rule -> !rule.linger().isZero())
                .forEach(rule -> lingering.put(rule.type(), surroundings.model().linger(rule.type()).toSeconds()));
        return surroundings.handle().createQuery("""
            UPDATE binnacle.relation_evidence SET ended_at = :at WHERE id IN (
                SELECT e.id FROM binnacle.relation_evidence e
                JOIN unnest(:types, :seconds) AS t (type, seconds) ON t.type = e.type
                JOIN binnacle.source_record f ON f.id = e.from_record
                WHERE e.ended_at IS NULL AND f.source <> 'person' AND f.state <> 'intended'
                  AND e.last_seen < CAST(:at AS timestamptz) - t.seconds * INTERVAL '1 second'
                ORDER BY e.last_seen LIMIT :max FOR UPDATE OF e)
            RETURNING from_record
            """)
                .bind("at", surroundings.at()).bind("max", max)
                .bindArray("types", String.class, List.copyOf(lingering.keySet()))
                .bindArray("seconds", Long.class, List.copyOf(lingering.values()))
                .mapTo(UUID.class).list();
    }

    /** Finds ends that were not known when the relation was seen and are now; returns the records at their starts. */
    static List<UUID> settle(Handle handle, Collection<UUID> records) {
        return records.isEmpty()
                ? List.of()
                : handle.createQuery("""
                    UPDATE binnacle.relation_evidence e SET to_record = s.id FROM binnacle.source_record s
                    WHERE s.id = ANY(:records) AND e.to_record IS NULL AND e.to_class = s.ci_class AND e.to_key = s.key
                    RETURNING e.from_record
                    """).bindArray("records", UUID.class, records).mapTo(UUID.class).list();
    }

    /** A relation between two records, with the items that they are of now. */
    record Edge(UUID from, UUID fromItem, String type, UUID to, UUID toItem) {}

    /**
     * Everything ever seen that starts at one of the starts, or that touches one of the records.
     */
    static List<Edge> edges(Handle handle, Collection<UUID> starts, Collection<UUID> records) {
        return handle.createQuery("""
            SELECT DISTINCT f.id AS from_record, f.ci_id AS from_item, e.type, t.id AS to_record, t.ci_id AS to_item
            FROM (SELECT from_record, type, to_record FROM binnacle.relation_evidence
                  WHERE from_record = ANY(:starts) OR from_record = ANY(:records)
                  UNION SELECT from_record, type, to_record FROM binnacle.relation_evidence
                  WHERE to_record = ANY(:records)) e
            JOIN binnacle.source_record f ON f.id = e.from_record
            JOIN binnacle.source_record t ON t.id = e.to_record
            """)
                .bindArray("starts", UUID.class, starts).bindArray("records", UUID.class, records)
                .map((row, context) -> new Edge(row.getObject("from_record", UUID.class),
                        row.getObject("from_item", UUID.class), row.getString("type"),
                        row.getObject("to_record", UUID.class), row.getObject("to_item", UUID.class)))
                .list();
    }

    /** Of an item, in both directions: what holds first, then the newest. */
    static List<RelationEvidence> of(Handle handle, UUID item, CiModel model) {
        return handle.createQuery("""
            SELECT e.source, e.scope, f.ci_id AS from_id, e.type, e.to_class, e.to_key, t.ci_id AS to_id, e.confidence,
                   e.first_seen, e.last_seen, e.seen_count, e.ended_at
            FROM binnacle.relation_evidence e
            JOIN binnacle.source_record f ON f.id = e.from_record
            LEFT JOIN binnacle.source_record t ON t.id = e.to_record
            WHERE e.from_record IN (SELECT id FROM binnacle.source_record WHERE ci_id = :item)
               OR e.to_record IN (SELECT id FROM binnacle.source_record WHERE ci_id = :item)
            ORDER BY e.ended_at IS NOT NULL, e.last_seen DESC, e.id
            """).bind("item", item).map((row, context) -> {
            Instant lastSeen = ItemTable.instant(row, "last_seen");
            Duration linger = model.linger(row.getString("type"));
            return new RelationEvidence(row.getString("source"), row.getString("scope"),
                    row.getObject("from_id", UUID.class), row.getString("type"), row.getString("to_class"),
                    row.getString("to_key"), row.getObject("to_id", UUID.class), row.getDouble("confidence"),
                    ItemTable.instant(row, "first_seen"), lastSeen, row.getLong("seen_count"),
                    linger.isZero() ? null : lastSeen.plus(linger), ItemTable.instantOrNull(row, "ended_at"));
        }).list();
    }
}
