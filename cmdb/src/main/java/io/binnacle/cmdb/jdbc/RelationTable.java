package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.RelatedItem;
import io.binnacle.cmdb.Relation;
import io.binnacle.cmdb.model.CiModel;
import org.jdbi.v3.core.Handle;

/** The relations that hold now. */
final class RelationTable {

    /** A stored relation with what its history entry needs. */
    record Stored(UUID id, Link link, Map<String, Object> attributes, String source, String scope,
            Instant lastSeen, String fromClass, String fromName, String toName) {}

    /** What makes a relation one of its own. */
    record Link(UUID from, String type, UUID to) {}

    /** A row to write. */
    record Written(UUID id, Link link, Map<String, Object> attributes) {}

    private RelationTable() {
    }

    /** Those that the source gave for that scope, and all that start from one of the items. */
    static List<Stored> around(Handle handle, String source, String scope, Collection<UUID> fromIds) {
        return handle.createQuery("""
            SELECT r.id, r.from_id, r.type, r.to_id, CAST(r.attributes AS text) AS attributes, r.source, r.scope,
                   r.last_seen, f.ci_class AS from_class, f.name AS from_name, t.name AS to_name
            FROM (SELECT * FROM binnacle.relation WHERE source = :source AND scope = :scope
                  UNION SELECT * FROM binnacle.relation WHERE from_id = ANY(:ids)) r
            JOIN binnacle.configuration_item f ON f.id = r.from_id
            JOIN binnacle.configuration_item t ON t.id = r.to_id
            ORDER BY r.id
            """)
                .bind("source", source).bind("scope", scope).bindArray("ids", UUID.class, fromIds)
                .map((row, context) -> readStored(row)).list();
    }

    /** Those that touch one of the items, in either direction. */
    static List<Stored> touching(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("""
            SELECT r.id, r.from_id, r.type, r.to_id, CAST(r.attributes AS text) AS attributes, r.source, r.scope,
                   r.last_seen, f.ci_class AS from_class, f.name AS from_name, t.name AS to_name
            FROM binnacle.relation r
            JOIN binnacle.configuration_item f ON f.id = r.from_id
            JOIN binnacle.configuration_item t ON t.id = r.to_id
            WHERE r.from_id = ANY(:ids) OR r.to_id = ANY(:ids)
            ORDER BY r.id
            """)
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> readStored(row)).list();
    }

    private static Stored readStored(ResultSet row) throws SQLException {
        return new Stored(row.getObject("id", UUID.class),
                new Link(row.getObject("from_id", UUID.class), row.getString("type"),
                        row.getObject("to_id", UUID.class)),
                Json.readValues(row.getString("attributes")), row.getString("source"), row.getString("scope"),
                ItemTable.instant(row, "last_seen"), row.getString("from_class"), row.getString("from_name"),
                row.getString("to_name"));
    }

    static void insert(Handle handle, List<Written> rows, String source, String scope, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
            INSERT INTO binnacle.relation (id, from_id, type, to_id, attributes, source, scope, first_seen, last_seen)
            SELECT n.id, n.from_id, n.type, n.to_id, CAST(n.attributes AS jsonb), :source, :scope, :now, :now
            FROM unnest(:ids, :froms, :types, :tos, :attributes) AS n (id, from_id, type, to_id, attributes)
            """)
                .bind("source", source).bind("scope", scope).bind("now", now)
                .bindArray("ids", UUID.class, rows.stream().map(Written::id).toList())
                .bindArray("froms", UUID.class, rows.stream().map(row -> row.link().from()).toList())
                .bindArray("types", String.class, rows.stream().map(row -> row.link().type()).toList())
                .bindArray("tos", UUID.class, rows.stream().map(row -> row.link().to()).toList())
                .bindArray("attributes", String.class, rows.stream().map(row -> Json.write(row.attributes())).toList())
                .execute();
    }

    static void update(Handle handle, List<Written> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
            UPDATE binnacle.relation r SET attributes = CAST(n.attributes AS jsonb), last_seen = :now
            FROM unnest(:ids, :attributes) AS n (id, attributes) WHERE r.id = n.id
            """)
                .bind("now", now)
                .bindArray("ids", UUID.class, rows.stream().map(Written::id).toList())
                .bindArray("attributes", String.class, rows.stream().map(row -> Json.write(row.attributes())).toList())
                .execute();
    }

    static void touch(Handle handle, Collection<UUID> ids, Instant now) {
        if (!ids.isEmpty()) {
            handle.createUpdate("UPDATE binnacle.relation SET last_seen = :now WHERE id = ANY(:ids)")
                    .bind("now", now).bindArray("ids", UUID.class, ids).execute();
        }
    }

    static void delete(Handle handle, Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            handle.createUpdate("DELETE FROM binnacle.relation WHERE id = ANY(:ids)")
                    .bindArray("ids", UUID.class, ids).execute();
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
