package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.binnacle.cmdb.model.ClassDefinition;
import io.binnacle.cmdb.model.DefinitionWriter;
import io.binnacle.cmdb.model.ItemValues;
import io.binnacle.cmdb.model.ModelVersion;
import org.jdbi.v3.core.Handle;

/** The versions of the model, and the items as a migration sees them. */
final class ModelTable {

    /** Relations of one kind that there are. */
    record RelationUse(String fromClass, String type, String toClass, long count) {}

    /** So many records are in memory at once. */
    private static final int FETCH = 1_000;

    private ModelTable() {
    }

    /** The newest version; 0 when there is none. */
    static int newest(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(version), 0) FROM binnacle.ci_model_version")
                .mapTo(Integer.class).one();
    }

    static List<ModelVersion> versions(Handle handle) {
        return handle.createQuery("""
            SELECT version, at, author, CAST(differences AS text) AS differences, items
            FROM binnacle.ci_model_version ORDER BY version DESC
            """).map((row, context) -> version(row)).list();
    }

    private static ModelVersion version(ResultSet row) throws SQLException {
        return new ModelVersion(row.getInt("version"), ItemTable.instant(row, "at"), row.getString("author"),
                Json.readDifferences(row.getString("differences")), row.getLong("items"));
    }

    static Optional<String> yaml(Handle handle, int version) {
        return handle.createQuery("SELECT own FROM binnacle.ci_model_version WHERE version = :version")
                .bind("version", version).mapTo(String.class).findOne();
    }

    static void append(Handle handle, ModelVersion version, List<ClassDefinition> own, Instant now) {
        handle.createUpdate("""
            INSERT INTO binnacle.ci_model_version (version, at, author, own, differences, items)
            VALUES (:version, :now, :author, :own, CAST(:differences AS jsonb), :items)
            """).bind("version", version.version()).bind("now", now).bind("author", version.author())
                .bind("own", DefinitionWriter.yaml(own)).bind("differences", Json.write(version.differences()))
                .bind("items", version.items()).execute();
    }

    /** How many records there are of a class. */
    static long count(Handle handle, String ciClass) {
        return handle.createQuery("SELECT count(*) FROM binnacle.source_record WHERE ci_class = :class")
                .bind("class", ciClass).mapTo(Long.class).one();
    }

    /** What a record says, and of which item. */
    record RecordValues(UUID record, ItemValues item) {}

    /** The records of a class, of which only a part is in memory at a time; to be closed. */
    static Stream<RecordValues> records(Handle handle, String ciClass) {
        return handle.createQuery("""
            SELECT id, ci_id, name, CAST(attributes AS text) AS attributes FROM binnacle.source_record
            WHERE ci_class = :class ORDER BY id
            """).bind("class", ciClass).setFetchSize(FETCH)
                .map((row, context) -> new RecordValues(row.getObject("id", UUID.class),
                        new ItemValues(row.getObject("ci_id", UUID.class), row.getString("name"),
                                Json.readValues(row.getString("attributes")))))
                .stream();
    }

    /** Puts values in place of others; the next look compares with nothing. */
    static void turn(Handle handle, List<UUID> records, List<Map<String, Object>> values) {
        handle.createUpdate("""
            UPDATE binnacle.source_record r SET attributes = CAST(n.attributes AS jsonb), fingerprint = 0
            FROM unnest(:ids, :attributes) AS n (id, attributes) WHERE r.id = n.id
            """)
                .bindArray("ids", UUID.class, records)
                .bindArray("attributes", String.class, values.stream().map(Json::write).toList())
                .execute();
    }

    static List<RelationUse> relations(Handle handle) {
        return handle.createQuery("""
            SELECT f.ci_class AS from_class, r.type, t.ci_class AS to_class, count(*) AS count
            FROM binnacle.relation r
            JOIN binnacle.configuration_item f ON f.id = r.from_id
            JOIN binnacle.configuration_item t ON t.id = r.to_id
            GROUP BY f.ci_class, r.type, t.ci_class ORDER BY f.ci_class, r.type, t.ci_class
            """).map((row, context) -> new RelationUse(row.getString("from_class"), row.getString("type"),
                row.getString("to_class"), row.getLong("count"))).list();
    }
}
