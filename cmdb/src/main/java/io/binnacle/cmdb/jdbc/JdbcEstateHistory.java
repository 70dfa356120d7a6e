package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

import io.binnacle.cmdb.AsOf;
import io.binnacle.cmdb.ClassSummary;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.EstateDifference;
import io.binnacle.cmdb.EstateHistory;
import io.binnacle.cmdb.RelatedItem;
import io.binnacle.cmdb.Relation;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;
import org.jdbi.v3.core.Jdbi;

/** The past of the estate in PostgreSQL. */
final class JdbcEstateHistory implements EstateHistory {

    /** As {@link ItemTable#FROM}, of an instant. */
    private static final String FROM = """
        (SELECT v.ci_id AS id, v.ci_class, v.key, v.name, v.lifecycle, v.attributes, v.identifiers, v.source,
                v.first_seen, v.valid_from AS last_seen, CAST('unknown' AS text) AS health,
                CAST('the past of its health is in its alerts' AS text) AS health_reason
         FROM binnacle.configuration_item_version v WHERE
        """ + " " + VersionTable.HOLDS + ") i";

    private static final String RELATIONS = "(SELECT v.from_id, v.type, v.to_id FROM binnacle.relation_version v WHERE "
            + VersionTable.HOLDS + ")";

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;
    private final InstantSource clock;

    JdbcEstateHistory(Jdbi jdbi, Supplier<CiModel> model, InstantSource clock) {
        this.jdbi = jdbi;
        this.model = model;
        this.clock = clock;
    }

    private static Map<String, Object> times(AsOf asOf) {
        return Map.of("validAt", asOf.validAt(), "knownAt", asOf.knownAt());
    }

    @Override
    public Optional<ConfigurationItem> find(UUID id, AsOf asOf) {
        CiModel current = model.get();
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT " + ItemTable.COLUMNS + " FROM " + FROM + " WHERE i.id = :id")
                .bind("id", id).bindMap(times(asOf)).map((row, context) -> ItemTable.read(row, current)).findOne());
    }

    @Override
    public Page<ConfigurationItem> list(ListQuery query, AsOf asOf) {
        CiModel current = model.get();
        ListReader<ConfigurationItem> reader = new ListReader<>(ItemTable.schema(current, FROM, RELATIONS, List.of()),
                ItemTable.COLUMNS, FROM,
                (row, context) -> ItemTable.read(row, current));
        return jdbi.withHandle(handle -> reader.read(handle, query, clock.instant(), "TRUE", times(asOf)));
    }

    @Override
    public List<ClassSummary> classSummaries(AsOf asOf) {
        CiModel current = model.get();
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT v.ci_class,
                   count(*) FILTER (WHERE v.lifecycle = 'in_service') AS in_service,
                   count(*) FILTER (WHERE v.lifecycle = 'intended') AS intended,
                   count(*) FILTER (WHERE v.lifecycle = 'missing') AS missing,
                   count(*) FILTER (WHERE v.lifecycle = 'retired') AS retired
            FROM binnacle.configuration_item_version v WHERE
            """ + " " + VersionTable.HOLDS + " GROUP BY v.ci_class ORDER BY v.ci_class")
                .bindMap(times(asOf)).map((row, context) -> summary(row, current))
                .stream().flatMap(Optional::stream).toList());
    }

    /** Empty when the class has gone since. */
    private static Optional<ClassSummary> summary(ResultSet row, CiModel current) throws SQLException {
        CiClass ciClass = current.find(row.getString("ci_class")).orElse(null);
        return ciClass == null
                ? Optional.empty()
                : Optional.of(new ClassSummary(ciClass, row.getLong("in_service"), row.getLong("intended"),
                        row.getLong("missing"), row.getLong("retired"), Health.UNKNOWN));
    }

    @Override
    public List<RelatedItem> related(UUID id, AsOf asOf) {
        CiModel current = model.get();
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT r.from_id, r.type, r.to_id, CAST(r.attributes AS text) AS relation_attributes,
                   r.source AS relation_source, r.first_seen AS relation_first_seen,
                   r.valid_from AS relation_last_seen, r.outgoing,
            """ + ItemTable.COLUMNS + """
            FROM (SELECT v.*, v.to_id AS other, true AS outgoing FROM binnacle.relation_version v
                  WHERE v.from_id = :id AND
            """ + " " + VersionTable.HOLDS + """
                  UNION ALL
                  SELECT v.*, v.from_id AS other, false AS outgoing FROM binnacle.relation_version v
                  WHERE v.to_id = :id AND
            """ + " " + VersionTable.HOLDS + ") r JOIN " + FROM + """
             ON i.id = r.other
            ORDER BY r.type, r.outgoing DESC, i.ci_class, i.name, i.id
            """)
                .bind("id", id).bindMap(times(asOf))
                .map((row, context) -> new RelatedItem(relation(row), row.getBoolean("outgoing"),
                        ItemTable.read(row, current)))
                .list());
    }

    /** A relation of the past has no id of its own: it is what it connects. */
    private static Relation relation(ResultSet row) throws SQLException {
        UUID from = row.getObject("from_id", UUID.class);
        UUID to = row.getObject("to_id", UUID.class);
        String type = row.getString("type");
        UUID id = UUID.nameUUIDFromBytes(
                (from + " " + type + " " + to).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Relation(id, from, type, to, Json.readValues(row.getString("relation_attributes")),
                row.getString("relation_source"), ItemTable.instant(row, "relation_first_seen"),
                ItemTable.instant(row, "relation_last_seen"));
    }

    @Override
    public List<EstateDifference> difference(Instant from, Instant to, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            WITH before AS (SELECT * FROM binnacle.configuration_item_version
                            WHERE valid_from <= :from AND valid_to > :from AND recorded_to = 'infinity'),
                 after AS (SELECT * FROM binnacle.configuration_item_version
                           WHERE valid_from <= :to AND valid_to > :to AND recorded_to = 'infinity')
            SELECT COALESCE(a.ci_id, b.ci_id) AS id, COALESCE(a.ci_class, b.ci_class) AS ci_class,
                   COALESCE(a.name, b.name) AS name, a.ci_id IS NOT NULL AS is_after, b.ci_id IS NOT NULL AS is_before,
                   b.name AS name_before, b.key AS key_before, b.lifecycle AS lifecycle_before,
                   CAST(b.attributes AS text) AS attributes_before,
                   a.key AS key_after, a.lifecycle AS lifecycle_after, CAST(a.attributes AS text) AS attributes_after,
                   ARRAY(SELECT DISTINCT c.source FROM binnacle.ci_change c
                         WHERE c.ci_id = COALESCE(a.ci_id, b.ci_id) AND c.at > :from AND c.at <= :to ORDER BY 1) AS by
            FROM before b FULL JOIN after a ON a.ci_id = b.ci_id
            WHERE a.ci_id IS NULL OR b.ci_id IS NULL
               OR (a.name, a.key, a.lifecycle, a.attributes) IS DISTINCT FROM (b.name, b.key, b.lifecycle, b.attributes)
            ORDER BY ci_class, name, id LIMIT :limit
            """)
                .bind("from", from).bind("to", to).bind("limit", limit)
                .map((row, context) -> difference(row)).list());
    }

    private static EstateDifference difference(ResultSet row) throws SQLException {
        boolean before = row.getBoolean("is_before");
        boolean after = row.getBoolean("is_after");
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        if (before && after) {
            ItemStage.note(changes, "name", row.getString("name_before"), row.getString("name"));
            ItemStage.note(changes, "key", row.getString("key_before"), row.getString("key_after"));
            ItemStage.note(changes, "lifecycle", row.getString("lifecycle_before"), row.getString("lifecycle_after"));
            Map<String, Object> was = Json.readValues(row.getString("attributes_before"));
            Map<String, Object> is = Json.readValues(row.getString("attributes_after"));
            Set<String> names = new TreeSet<>(was.keySet());
            names.addAll(is.keySet());
            names.forEach(name -> ItemStage.note(changes, name, AttributeValues.text(was.get(name)),
                    AttributeValues.text(is.get(name))));
        }
        List<String> by = new ArrayList<>();
        for (Object each : (Object[]) row.getArray("by").getArray()) {
            by.add(each.toString());
        }
        return new EstateDifference(row.getObject("id", UUID.class), row.getString("ci_class"), row.getString("name"),
                before
                        ? after ? EstateDifference.Kind.CHANGED : EstateDifference.Kind.REMOVED
                        : EstateDifference.Kind.ADDED,
                changes, List.copyOf(by));
    }
}
