package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeType;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.list.ListField;
import io.binnacle.storage.list.ListSchema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The items and their identifiers. Everything that touches many rows does so in one statement. */
final class ItemTable {

    static final String COLUMNS = """
        i.id, i.ci_class, i.key, i.name, i.lifecycle, CAST(i.attributes AS text) AS attributes,
        CAST(i.identifiers AS text) AS identifiers, i.source, i.first_seen, i.last_seen, i.health, i.health_reason
        """;
    /** Items that became a part of another one are not there. */
    static final String FROM = "(SELECT * FROM binnacle.configuration_item WHERE merged_into IS NULL) i";

    /** All that is stored of an item and comes from its records. */
    record Row(UUID id, String ciClass, String key, String name, Lifecycle lifecycle, Map<String, Object> attributes,
            List<Identifier> identifiers, String source, Instant firstSeen, Instant lastSeen,
            @Nullable UUID mergedInto) {}

    private ItemTable() {
    }

    /** The list of the items as they are now. */
    static ListSchema schema(CiModel model) {
        return schema(model, FROM, "binnacle.relation", QualityFields.of(model));
    }

    /**
     * Every attribute of every class can be filtered by as {@code <name>} or {@code attributes.<name>}, and every type of
     * relation as {@code <type>(<filter of the other item>)}, both ways.
     *
     * @param items where they come from, named {@code i}
     * @param relations where they come from
     * @param more fields that only these have
     */
    static ListSchema schema(CiModel model, String items, String relations, List<ListField> more) {
        // In the order of the alphabet, in which an index stands.
        String[] classes = model.classes().stream().map(CiClass::name).sorted().toArray(String[]::new);
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
        more.forEach(schema::field);
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Set<String> lists = new HashSet<>();
        for (CiClass ciClass : model.classes()) {
            for (Attribute attribute : ciClass.attributes()) {
                attributes.putIfAbsent(attribute.name(), attribute);
                if (attribute.type() == AttributeType.LIST) {
                    lists.add(attribute.name());
                }
            }
        }
        attributes.values().forEach(attribute -> schema.field(field(attribute, lists.contains(attribute.name()))));
        schema.optionalPrefix("attributes.");
        RelationFilters.of(model, items, relations).forEach(schema::relation);
        return schema.sortedBy("class,name").tiebreak("id");
    }

    /** @param isList whether a class keeps a list under that name */
    private static ListField field(Attribute attribute, boolean isList) {
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
            case WORDS -> new ListField(name, ListField.Type.TEXT, value, List.of(), true, false,
                    "CAST(i.attributes AS text)",
                    isList
                            ? null
                            : "CAST(lower(CAST(i.attributes AS text)) AS jsonb) @> jsonb_build_object('"
                                    + attribute.name() + "', lower(" + ListField.VALUE_HERE + "))");
        };
    }

    static ConfigurationItem read(ResultSet row, CiModel model) throws SQLException {
        String ciClass = row.getString("ci_class");
        return new ConfigurationItem(row.getObject("id", UUID.class), ciClass, row.getString("name"),
                row.getString("key"), lifecycle(row),
                Json.readAttributes(row.getString("attributes"), model.find(ciClass).orElse(null)),
                Json.readIdentifiers(row.getString("identifiers")), row.getString("source"), instant(row, "first_seen"),
                instant(row, "last_seen"), Health.valueOf(row.getString("health").toUpperCase(Locale.ROOT)),
                row.getString("health_reason"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Lifecycle lifecycle(ResultSet row) throws SQLException {
        return Lifecycle.valueOf(row.getString("lifecycle").toUpperCase(Locale.ROOT));
    }

    /** As lists show them, by id. */
    static Map<UUID, ConfigurationItem> items(Handle handle, Collection<UUID> ids, CiModel model) {
        Map<UUID, ConfigurationItem> items = HashMap.newHashMap(ids.size());
        handle.createQuery("SELECT " + COLUMNS + " FROM " + FROM + " WHERE i.id = ANY(:ids)")
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> read(row, model)).forEach(item -> items.put(item.id(), item));
        return items;
    }

    /** By id, those that are a part of another one too. */
    static Map<UUID, Row> rows(Handle handle, Collection<UUID> ids) {
        Map<UUID, Row> rows = HashMap.newHashMap(ids.size());
        if (!ids.isEmpty()) {
            handle.createQuery("SELECT " + COLUMNS + ", i.merged_into FROM binnacle.configuration_item i"
                    + " WHERE i.id = ANY(:ids)")
                    .bindArray("ids", UUID.class, ids)
                    .map((row, context) -> rows.put(row.getObject("id", UUID.class), readRow(row))).list();
        }
        return rows;
    }

    private static Row readRow(ResultSet row) throws SQLException {
        return new Row(row.getObject("id", UUID.class), row.getString("ci_class"), row.getString("key"),
                row.getString("name"), lifecycle(row), Json.readValues(row.getString("attributes")),
                Json.readIdentifiers(row.getString("identifiers")), row.getString("source"),
                instant(row, "first_seen"), instant(row, "last_seen"), row.getObject("merged_into", UUID.class));
    }

    static void insert(Handle handle, List<Row> rows) {
        write(handle, rows,
                """
                    INSERT INTO binnacle.configuration_item (id, ci_class, key, name, lifecycle, attributes, identifiers,
                        source, first_seen, last_seen)
                    SELECT n.id, n.ci_class, n.key, n.name, n.lifecycle, CAST(n.attributes AS jsonb),
                        CAST(n.identifiers AS jsonb), n.source, CAST(n.first_seen AS timestamptz), CAST(n.last_seen AS timestamptz) FROM
                    """,
                "");
    }

    static void update(Handle handle, List<Row> rows) {
        write(handle, rows,
                """
                    UPDATE binnacle.configuration_item i
                    SET ci_class = n.ci_class, key = n.key, name = n.name, lifecycle = n.lifecycle,
                        attributes = CAST(n.attributes AS jsonb), identifiers = CAST(n.identifiers AS jsonb),
                        source = n.source, first_seen = CAST(n.first_seen AS timestamptz), last_seen = CAST(n.last_seen AS timestamptz), merged_into = NULL FROM
                    """,
                " WHERE i.id = n.id");
    }

    private static void write(Handle handle, List<Row> rows, String start, String end) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate(start + """
             unnest(:ids, :classes, :keys, :names, :lifecycles, :attributes, :identifiers, :sources, :firsts, :lasts)
                AS n (id, ci_class, key, name, lifecycle, attributes, identifiers, source, first_seen, last_seen)
            """ + end)
                .bindArray("ids", UUID.class, rows.stream().map(Row::id).toList())
                .bindArray("classes", String.class, rows.stream().map(Row::ciClass).toList())
                .bindArray("keys", String.class, rows.stream().map(Row::key).toList())
                .bindArray("names", String.class, rows.stream().map(Row::name).toList())
                .bindArray("lifecycles", String.class, rows.stream().map(row -> row.lifecycle().text()).toList())
                .bindArray("attributes", String.class, rows.stream().map(row -> Json.write(row.attributes())).toList())
                .bindArray("identifiers", String.class,
                        rows.stream().map(row -> Json.writeIdentifiers(row.identifiers())).toList())
                .bindArray("sources", String.class, rows.stream().map(Row::source).toList())
                .bindArray("firsts", String.class, rows.stream().map(row -> row.firstSeen().toString()).toList())
                .bindArray("lasts", String.class, rows.stream().map(row -> row.lastSeen().toString()).toList())
                .execute();
    }

    /** @param into of each item the one that it is a part of now */
    static void merge(Handle handle, Map<UUID, UUID> into) {
        if (!into.isEmpty()) {
            handle.createUpdate("""
                UPDATE binnacle.configuration_item i SET merged_into = n.target
                FROM unnest(:ids, :targets) AS n (id, target) WHERE i.id = n.id
                """)
                    .bindArray("ids", UUID.class, into.keySet()).bindArray("targets", UUID.class, into.values())
                    .execute();
        }
    }
}
