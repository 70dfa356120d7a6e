package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.list.ListField;
import io.binnacle.storage.list.ListSchema;
import org.jdbi.v3.core.Handle;

/** The items and their identifiers. Everything that touches many rows does so in one statement. */
final class ItemTable {

    static final String COLUMNS = """
        i.id, i.ci_class, i.key, i.name, i.lifecycle, CAST(i.attributes AS text) AS attributes, i.source,
        i.first_seen, i.last_seen, i.health, i.health_reason,
        (SELECT CAST(json_agg(json_build_array(n.kind, n.value) ORDER BY n.kind, n.value) AS text)
           FROM binnacle.ci_identifier n WHERE n.ci_id = i.id) AS identifiers
        """;
    static final String FROM = "binnacle.configuration_item i";

    /** What has to be known of a stored item to tell whether an observation says anything new. */
    record Stored(UUID id, String ciClass, String key, String name, Lifecycle lifecycle, long fingerprint,
            String source, String scope) {

        ItemRef ref() {
            return new ItemRef(ciClass, key);
        }
    }

    /** A row to write. */
    record Written(UUID id, Checked.Item item, String key, Map<String, Object> attributes, long fingerprint) {}

    private static final String STORED = "i.id, i.ci_class, i.key, i.name, i.lifecycle, i.fingerprint, i.source, i.scope";

    private ItemTable() {
    }

    /** Every attribute of every class can be filtered by as {@code attributes.<name>}. */
    static ListSchema schema(CiModel model) {
        String[] classes = model.classes().stream().map(CiClass::name).toArray(String[]::new);
        ListSchema.Builder schema = ListSchema.of("cis")
                .id("id", "i.id")
                .oneOf("class", "i.ci_class", classes)
                .searched("name", "i.name")
                .searched("key", "i.key")
                .oneOf("lifecycle", "i.lifecycle", Lifecycle.values())
                .oneOf("health", "i.health", Health.values())
                .text("source", "i.source")
                .time("firstSeen", "i.first_seen")
                .time("lastSeen", "i.last_seen");
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (CiClass ciClass : model.classes()) {
            ciClass.attributes().forEach(attribute -> attributes.putIfAbsent(attribute.name(), attribute));
        }
        attributes.values().forEach(attribute -> schema.field(field(attribute)));
        return schema.sortedBy("class,name").tiebreak("id");
    }

    private static ListField field(Attribute attribute) {
        // Names are checked by the model's reader: letters, digits, underscore.
        String value = "(i.attributes ->> '" + attribute.name() + "')";
        String name = "attributes." + attribute.name();
        return switch (attribute.type().kind()) {
            case NUMERIC -> new ListField(name, ListField.Type.NUMBER,
                    "(CASE WHEN jsonb_typeof(i.attributes -> '" + attribute.name() + "') = 'number' THEN CAST(" + value
                            + " AS numeric) END)",
                    List.of(), true, false);
            case TRUTH -> new ListField(name, ListField.Type.BOOLEAN,
                    "(i.attributes -> '" + attribute.name() + "' = 'true')", List.of(), true, false);
            // An ISO-8601 instant in UTC sorts as text; as text it needs no cast that a bad value could break.
            case WORDS -> new ListField(name, ListField.Type.TEXT, value, List.of(), true, false);
        };
    }

    static ConfigurationItem read(ResultSet row, CiModel model) throws SQLException {
        String ciClass = row.getString("ci_class");
        List<Identifier> identifiers = new ArrayList<>();
        String json = row.getString("identifiers");
        if (json != null) {
            Json.readPairs(json).forEach(pair -> identifiers.add(new Identifier(pair.getFirst(), pair.getLast())));
        }
        return new ConfigurationItem(row.getObject("id", UUID.class), ciClass, row.getString("name"),
                row.getString("key"), lifecycle(row),
                Json.readAttributes(row.getString("attributes"), model.find(ciClass).orElse(null)),
                List.copyOf(identifiers), row.getString("source"), instant(row, "first_seen"),
                instant(row, "last_seen"), Health.valueOf(row.getString("health").toUpperCase(Locale.ROOT)),
                row.getString("health_reason"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Lifecycle lifecycle(ResultSet row) throws SQLException {
        return Lifecycle.valueOf(row.getString("lifecycle").toUpperCase(Locale.ROOT));
    }

    private static Stored readStored(ResultSet row) throws SQLException {
        return new Stored(row.getObject("id", UUID.class), row.getString("ci_class"), row.getString("key"),
                row.getString("name"), lifecycle(row), row.getLong("fingerprint"), row.getString("source"),
                row.getString("scope"));
    }

    static List<Stored> inScope(Handle handle, String source, String scope) {
        return handle
                .createQuery("SELECT " + STORED + " FROM " + FROM + " WHERE i.source = :source AND i.scope = :scope")
                .bind("source", source).bind("scope", scope)
                .map((row, context) -> readStored(row)).list();
    }

    static List<Stored> byIds(Handle handle, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : handle.createQuery("SELECT " + STORED + " FROM " + FROM + " WHERE i.id = ANY(:ids)")
                        .bindArray("ids", UUID.class, ids)
                        .map((row, context) -> readStored(row)).list();
    }

    static List<Stored> byRefs(Handle handle, Collection<ItemRef> refs) {
        return refs.isEmpty()
                ? List.of()
                : handle.createQuery("SELECT " + STORED + " FROM " + FROM + """
                     JOIN unnest(:classes, :keys) AS r (ci_class, key)
                       ON r.ci_class = i.ci_class AND r.key = i.key
                    """)
                        .bindArray("classes", String.class, refs.stream().map(ItemRef::ciClass).toList())
                        .bindArray("keys", String.class, refs.stream().map(ItemRef::key).toList())
                        .map((row, context) -> readStored(row)).list();
    }

    /** Who bears which identifier, by {@link #identifierKey}. */
    static Map<String, UUID> bearers(Handle handle, Collection<Checked.Item> items) {
        List<String> classes = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Checked.Item item : items) {
            for (Identifier identifier : item.identifiers()) {
                classes.add(item.ciClass());
                kinds.add(identifier.kind());
                values.add(identifier.value());
            }
        }
        Map<String, UUID> bearers = new HashMap<>();
        if (!classes.isEmpty()) {
            handle.createQuery("""
                SELECT n.ci_class, n.kind, n.value, n.ci_id FROM binnacle.ci_identifier n
                JOIN unnest(:classes, :kinds, :values) AS r (ci_class, kind, value)
                  ON r.ci_class = n.ci_class AND r.kind = n.kind AND r.value = n.value
                """)
                    .bindArray("classes", String.class, classes)
                    .bindArray("kinds", String.class, kinds)
                    .bindArray("values", String.class, values)
                    .map((row, context) -> bearers.put(identifierKey(row.getString("ci_class"),
                            new Identifier(row.getString("kind"), row.getString("value"))),
                            row.getObject("ci_id", UUID.class)))
                    .list();
        }
        return bearers;
    }

    static String identifierKey(String ciClass, Identifier identifier) {
        return ciClass + '\0' + identifier.kind() + '\0' + identifier.value();
    }

    static Map<UUID, Map<String, Object>> attributes(Handle handle, Collection<UUID> ids) {
        Map<UUID, Map<String, Object>> attributes = new HashMap<>();
        if (!ids.isEmpty()) {
            handle.createQuery("SELECT i.id, CAST(i.attributes AS text) AS attributes FROM " + FROM
                    + " WHERE i.id = ANY(:ids)")
                    .bindArray("ids", UUID.class, ids)
                    .map((row, context) -> attributes.put(row.getObject("id", UUID.class),
                            Json.readValues(row.getString("attributes"))))
                    .list();
        }
        return attributes;
    }

    static void insert(Handle handle, List<Written> rows, String source, String scope, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
            INSERT INTO binnacle.configuration_item (id, ci_class, key, name, lifecycle, attributes, source, scope,
                fingerprint, first_seen, last_seen)
            SELECT n.id, n.ci_class, n.key, n.name, 'in_service', CAST(n.attributes AS jsonb), :source, :scope,
                n.fingerprint, :now, :now
            FROM unnest(:ids, :classes, :keys, :names, :attributes, :fingerprints)
                AS n (id, ci_class, key, name, attributes, fingerprint)
            """)
                .bind("source", source).bind("scope", scope).bind("now", now)
                .bindArray("ids", UUID.class, rows.stream().map(Written::id).toList())
                .bindArray("classes", String.class, rows.stream().map(row -> row.item().ciClass()).toList())
                .bindArray("keys", String.class, rows.stream().map(Written::key).toList())
                .bindArray("names", String.class, rows.stream().map(row -> row.item().name()).toList())
                .bindArray("attributes", String.class, rows.stream().map(row -> Json.write(row.attributes())).toList())
                .bindArray("fingerprints", Long.class, rows.stream().map(Written::fingerprint).toList())
                .execute();
        writeIdentifiers(handle, rows);
    }

    static void update(Handle handle, List<Written> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        List<UUID> ids = rows.stream().map(Written::id).toList();
        handle.createUpdate("""
            UPDATE binnacle.configuration_item i
            SET key = n.key, name = n.name, lifecycle = 'in_service', missing_since = NULL,
                attributes = CAST(n.attributes AS jsonb), fingerprint = n.fingerprint, last_seen = :now
            FROM unnest(:ids, :keys, :names, :attributes, :fingerprints)
                AS n (id, key, name, attributes, fingerprint)
            WHERE i.id = n.id
            """)
                .bind("now", now)
                .bindArray("ids", UUID.class, ids)
                .bindArray("keys", String.class, rows.stream().map(Written::key).toList())
                .bindArray("names", String.class, rows.stream().map(row -> row.item().name()).toList())
                .bindArray("attributes", String.class, rows.stream().map(row -> Json.write(row.attributes())).toList())
                .bindArray("fingerprints", Long.class, rows.stream().map(Written::fingerprint).toList())
                .execute();
        handle.createUpdate("DELETE FROM binnacle.ci_identifier WHERE ci_id = ANY(:ids)")
                .bindArray("ids", UUID.class, ids).execute();
        writeIdentifiers(handle, rows);
    }

    /** One that another item bears already stays there. */
    private static void writeIdentifiers(Handle handle, List<Written> rows) {
        List<String> classes = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        for (Written row : rows) {
            for (Identifier identifier : row.item().identifiers()) {
                classes.add(row.item().ciClass());
                kinds.add(identifier.kind());
                values.add(identifier.value());
                ids.add(row.id());
            }
        }
        if (!ids.isEmpty()) {
            handle.createUpdate("""
                INSERT INTO binnacle.ci_identifier (ci_class, kind, value, ci_id)
                SELECT * FROM unnest(:classes, :kinds, :values, :ids) ON CONFLICT DO NOTHING
                """)
                    .bindArray("classes", String.class, classes)
                    .bindArray("kinds", String.class, kinds)
                    .bindArray("values", String.class, values)
                    .bindArray("ids", UUID.class, ids)
                    .execute();
        }
    }

    static void touch(Handle handle, Collection<UUID> ids, Instant now) {
        if (!ids.isEmpty()) {
            handle.createUpdate("UPDATE binnacle.configuration_item SET last_seen = :now WHERE id = ANY(:ids)")
                    .bind("now", now).bindArray("ids", UUID.class, ids).execute();
        }
    }

    static void markMissing(Handle handle, Collection<UUID> ids, Instant now) {
        if (!ids.isEmpty()) {
            handle.createUpdate("""
                UPDATE binnacle.configuration_item SET lifecycle = 'missing', missing_since = :now
                WHERE id = ANY(:ids)
                """)
                    .bind("now", now).bindArray("ids", UUID.class, ids).execute();
        }
    }

    static List<Stored> retire(Handle handle, Instant missingBefore) {
        return handle.createQuery("""
            UPDATE binnacle.configuration_item i SET lifecycle = 'retired', missing_since = NULL
            WHERE i.lifecycle = 'missing' AND i.missing_since < :before RETURNING
            """ + " " + STORED)
                .bind("before", missingBefore)
                .map((row, context) -> readStored(row)).list();
    }
}
