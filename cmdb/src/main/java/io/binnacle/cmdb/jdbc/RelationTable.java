package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.RelatedItem;
import io.binnacle.cmdb.Relation;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.id.Ids;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** The relations that hold now. */
final class RelationTable {

    /** What makes a relation one of its own. */
    record Link(UUID from, String type, UUID to) {}

    /** A relation as it is stored, made of what was seen of it. */
    record Row(Link link, Map<String, Object> attributes, String source, Instant firstSeen, Instant lastSeen) {}

    private RelationTable() {
    }

    /** What is stored of the links. */
    static Map<Link, Row> rows(Handle handle, Collection<Link> links) {
        return read(bound(handle.createQuery("""
            SELECT r.from_id, r.type, r.to_id, CAST(r.attributes AS text) AS attributes, r.source, r.first_seen,
                   r.last_seen
            FROM unnest(:froms, :types, :tos) AS n (from_id, type, to_id)
            JOIN binnacle.relation r ON r.from_id = n.from_id AND r.type = n.type AND r.to_id = n.to_id
            """), links));
    }

    /** What the links are now, by what was seen of them: the surest evidence's attributes, of equally sure the newest's. */
    static Map<Link, Row> seen(Handle handle, Collection<Link> links) {
        return read(bound(handle.createQuery("""
            SELECT DISTINCT ON (n.from_id, n.type, n.to_id) n.from_id, n.type, n.to_id,
                   CAST(e.attributes AS text) AS attributes, e.source,
                   min(e.first_seen) OVER link AS first_seen, max(e.last_seen) OVER link AS last_seen
            FROM unnest(:froms, :types, :tos) AS n (from_id, type, to_id)
            JOIN binnacle.source_record f ON f.ci_id = n.from_id
            JOIN binnacle.relation_evidence e ON e.from_record = f.id AND e.type = n.type AND e.ended_at IS NULL
            JOIN binnacle.source_record t ON t.id = e.to_record AND t.ci_id = n.to_id
            WHERE n.from_id <> n.to_id
            WINDOW link AS (PARTITION BY n.from_id, n.type, n.to_id)
            ORDER BY n.from_id, n.type, n.to_id, e.confidence DESC, e.last_seen DESC, e.source, e.scope
            """), links));
    }

    private static <T extends SqlStatement<T>> T bound(T statement, Collection<Link> links) {
        return statement.bindArray("froms", UUID.class, links.stream().map(Link::from).toList())
                .bindArray("types", String.class, links.stream().map(Link::type).toList())
                .bindArray("tos", UUID.class, links.stream().map(Link::to).toList());
    }

    private static Map<Link, Row> read(Query query) {
        Map<Link, Row> rows = new HashMap<>();
        query.map((row, context) -> {
            Link link = new Link(row.getObject("from_id", UUID.class), row.getString("type"),
                    row.getObject("to_id", UUID.class));
            return rows.put(link, new Row(link, Json.readValues(row.getString("attributes")), row.getString("source"),
                    ItemTable.instant(row, "first_seen"), ItemTable.instant(row, "last_seen")));
        }).list();
        return rows;
    }

    static void write(Handle handle, List<Row> rows, Ids ids) {
        if (rows.isEmpty()) {
            return;
        }
        bound(handle.createUpdate("""
            INSERT INTO binnacle.relation AS r (id, from_id, type, to_id, attributes, source, first_seen, last_seen)
            SELECT n.id, n.from_id, n.type, n.to_id, CAST(n.attributes AS jsonb), n.source,
                CAST(n.first_seen AS timestamptz), CAST(n.last_seen AS timestamptz)
            FROM unnest(:ids, :froms, :types, :tos, :attributes, :sources, :firsts, :lasts)
                AS n (id, from_id, type, to_id, attributes, source, first_seen, last_seen)
            ON CONFLICT (from_id, type, to_id) DO UPDATE SET attributes = excluded.attributes,
                source = excluded.source, first_seen = excluded.first_seen, last_seen = excluded.last_seen
            """), rows.stream().map(Row::link).toList())
                .bindArray("ids", UUID.class, rows.stream().map(row -> ids.next()).toList())
                .bindArray("attributes", String.class, rows.stream().map(row -> Json.write(row.attributes())).toList())
                .bindArray("sources", String.class, rows.stream().map(Row::source).toList())
                .bindArray("firsts", String.class, rows.stream().map(row -> row.firstSeen().toString()).toList())
                .bindArray("lasts", String.class, rows.stream().map(row -> row.lastSeen().toString()).toList())
                .execute();
    }

    static void delete(Handle handle, Collection<Link> links) {
        if (!links.isEmpty()) {
            bound(handle.createUpdate("""
                DELETE FROM binnacle.relation r USING unnest(:froms, :types, :tos) AS n (from_id, type, to_id)
                WHERE r.from_id = n.from_id AND r.type = n.type AND r.to_id = n.to_id
                """), links).execute();
        }
    }

    /** The neighbours of an item, each relation in its direction; an item related to itself comes twice. */
    static List<RelatedItem> related(Handle handle, UUID id, CiModel model) {
        return handle.createQuery("""
            SELECT r.id AS relation_id, r.from_id, r.type, r.to_id, CAST(r.attributes AS text) AS relation_attributes,
                   r.source AS relation_source, r.first_seen AS relation_first_seen,
                   r.last_seen AS relation_last_seen, r.outgoing,
            """ + ItemTable.COLUMNS + """
            FROM (SELECT *, to_id AS other, true AS outgoing FROM binnacle.relation WHERE from_id = :id
                  UNION ALL
                  SELECT *, from_id AS other, false AS outgoing FROM binnacle.relation WHERE to_id = :id) r
            JOIN binnacle.configuration_item i ON i.id = r.other
            ORDER BY r.type, r.outgoing DESC, i.ci_class, i.name, i.id
            """)
                .bind("id", id)
                .map((row, context) -> new RelatedItem(
                        new Relation(row.getObject("relation_id", UUID.class), row.getObject("from_id", UUID.class),
                                row.getString("type"), row.getObject("to_id", UUID.class),
                                Json.readValues(row.getString("relation_attributes")),
                                row.getString("relation_source"), ItemTable.instant(row, "relation_first_seen"),
                                ItemTable.instant(row, "relation_last_seen")),
                        row.getBoolean("outgoing"), ItemTable.read(row, model)))
                .list();
    }
}
