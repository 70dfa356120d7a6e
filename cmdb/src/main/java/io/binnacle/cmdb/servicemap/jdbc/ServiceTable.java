package io.binnacle.cmdb.servicemap.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.servicemap.GroupContent;
import io.binnacle.cmdb.servicemap.PartContent;
import io.binnacle.cmdb.servicemap.Quorum;
import io.binnacle.cmdb.servicemap.Service;
import io.binnacle.cmdb.servicemap.Service.Member;
import io.binnacle.cmdb.servicemap.ServiceCalendar;
import io.binnacle.cmdb.servicemap.ServiceState;
import io.binnacle.cmdb.servicemap.ServiceSummary;
import io.binnacle.cmdb.servicemap.Availability;
import io.binnacle.cmdb.servicemap.WatchedServices.Watched;
import io.binnacle.storage.list.ListSchema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Services as their items and relations are now. */
final class ServiceTable {

    /** The type of the relations from a service to its parts. */
    static final String PART = "depends_on";

    static final String COLUMNS = """
        i.id, i.ci_class, i.key, i.name, coalesce(d.version, 0) AS version, s.state, s.why, s.health_percent, s.from_at,
        i.attributes ->> 'stage' AS stage, i.attributes ->> 'description' AS description,
        i.attributes ->> 'outcome_promised' AS outcome, i.attributes ->> 'owner' AS owner,
        i.attributes ->> 'support_group' AS support_group, i.attributes ->> 'criticality' AS criticality,
        i.attributes ->> 'calendar' AS calendar, i.attributes ->> 'value_per_hour' AS value_per_hour,
        i.attributes ->> 'currency' AS currency, i.attributes ->> 'availability_target' AS availability_target,
        i.attributes ->> 'redundancy' AS redundancy, i.attributes ->> 'parts_needed' AS parts_needed
        """;
    static final String FROM = """
        binnacle.configuration_item i
        LEFT JOIN binnacle.service_definition d ON d.ci_id = i.id
        LEFT JOIN binnacle.service_interval s ON s.ci_id = i.id AND s.to_at = 'infinity'
        """;

    static final ListSchema SCHEMA = ListSchema.of("services")
            .id("id", "i.id")
            .oneOf("class", "i.ci_class", "business_service", "technical_service", "service_offering")
            .searched("name", "i.name")
            .oneOf("state", "coalesce(s.state, 'unknown')", ServiceState.values())
            .text("why", "s.why")
            .number("health", "s.health_percent")
            .time("since", "s.from_at")
            .text("owner", "(i.attributes ->> 'owner')")
            .text("supportGroup", "(i.attributes ->> 'support_group')")
            .text("criticality", "(i.attributes ->> 'criticality')")
            .text("environment", "(i.attributes ->> 'environment')")
            .number("valuePerHour", "CAST(i.attributes ->> 'value_per_hour' AS numeric)")
            .text("currency", "(i.attributes ->> 'currency')")
            .sortedBy("class,name").tiebreak("id");

    private ServiceTable() {
    }

    /** Items of the classes that are services, without those that were withdrawn. */
    static String inUse(CiModel model) {
        List<String> names = model.classes().stream().filter(CiClass::concrete).map(CiClass::name)
                .filter(name -> model.isA(name, "service")).map(name -> "'" + name + "'").toList();
        return "i.merged_into IS NULL AND i.lifecycle <> 'retired' AND i.attributes ->> 'stage' IS DISTINCT FROM 'retired'"
                + " AND i.ci_class IN (" + String.join(", ", names) + ")";
    }

    /** A service's own row, with what writing it needs. */
    record Row(Service service, String key) {}

    static Optional<Row> find(Handle handle, CiModel model, UUID id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM " + FROM
                + " JOIN binnacle.source_record r ON r.ci_id = i.id WHERE r.id = :id AND " + inUse(model))
                .bind("id", id).map((row, context) -> {
                    UUID item = row.getObject("id", UUID.class);
                    return new Row(service(row, parts(handle, List.of(item)).getOrDefault(item, List.of())),
                            row.getString("key"));
                }).findOne();
    }

    /** A part, with the redundancy of the relation. */
    private record Link(Member part, @Nullable String redundancy) {}

    /** By service, sorted by name. */
    private static Map<UUID, List<Link>> parts(Handle handle, Collection<UUID> services) {
        Map<UUID, List<Link>> parts = new HashMap<>();
        handle.createQuery("""
            SELECT r.from_id, p.id, p.ci_class, p.name, r.attributes -> 'weight' AS weight,
                   r.attributes ->> 'redundancy' AS redundancy, r.attributes ->> 'redundancy_group' AS redundancy_group,
                   r.source
            FROM binnacle.relation r JOIN binnacle.configuration_item p ON p.id = r.to_id
            WHERE r.type = :type AND r.from_id = ANY(:ids) ORDER BY lower(p.name), p.id
            """)
                .bind("type", PART).bindArray("ids", UUID.class, services)
                .map((row, context) -> {
                    return parts.computeIfAbsent(row.getObject("from_id", UUID.class), id -> new ArrayList<>())
                            .add(new Link(new Member(row.getObject("id", UUID.class), row.getString("ci_class"),
                                    row.getString("name"), weight(row),
                                    row.getString("redundancy_group"), row.getString("source")),
                                    row.getString("redundancy")));
                }).list();
        return parts;
    }

    /** Any source may have told of the relation: what is no weight counts as the usual one. */
    private static double weight(ResultSet row) throws SQLException {
        try {
            double weight = Double.parseDouble(String.valueOf(row.getString("weight")));
            return weight > 0 && Double.isFinite(weight) ? weight : PartContent.WEIGHT_STANDARD;
        } catch (NumberFormatException e) {
            return PartContent.WEIGHT_STANDARD;
        }
    }

    private static Service service(ResultSet row, List<Link> links) throws SQLException {
        Map<String, GroupContent> groups = new TreeMap<>();
        for (Link link : links) {
            String group = link.part().group();
            if (group != null) {
                groups.putIfAbsent(group, new GroupContent(group, Quorum.read(link.redundancy(), null)));
            }
        }
        String calendar = row.getString("calendar");
        return new Service(row.getObject("id", UUID.class), row.getString("ci_class"), row.getString("name"),
                row.getInt("version"), row.getString("description"), row.getString("outcome"), row.getString("owner"),
                row.getString("support_group"), row.getString("criticality"), calendar,
                calendar == null || ServiceCalendar.find(calendar).isPresent()
                        ? null
                        : "it does not read as hours of service, so the service counts as needed always",
                Columns.number(row, "value_per_hour"), row.getString("currency"),
                Columns.number(row, "availability_target"), quorum(row), links.stream().map(Link::part).toList(),
                List.copyOf(groups.values()), state(row), row.getString("why"), Columns.number(row, "health_percent"),
                Columns.instantOrNull(row, "from_at"));
    }

    private static Quorum quorum(ResultSet row) throws SQLException {
        int needed = row.getInt("parts_needed");
        return Quorum.read(row.getString("redundancy"), row.wasNull() ? null : needed);
    }

    private static ServiceState state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return state == null ? ServiceState.UNKNOWN : ServiceState.parse(state);
    }

    /** A row of the list, with what counting its availability needs. */
    record Listed(ServiceSummary summary, ServiceCalendar calendar) {}

    static Listed listed(ResultSet row) throws SQLException {
        Double value = Columns.number(row, "value_per_hour");
        return new Listed(new ServiceSummary(row.getObject("id", UUID.class), row.getString("ci_class"),
                row.getString("name"), state(row), row.getString("why"), Columns.number(row, "health_percent"),
                Columns.instantOrNull(row, "from_at"), row.getString("owner"), row.getString("support_group"),
                row.getString("criticality"), value, row.getString("currency"),
                Columns.number(row, "availability_target"), null), calendar(row));
    }

    private static ServiceCalendar calendar(ResultSet row) throws SQLException {
        String calendar = row.getString("calendar");
        return calendar == null
                ? ServiceCalendar.ALWAYS
                : ServiceCalendar.find(calendar).orElse(ServiceCalendar.ALWAYS);
    }

    static List<Watched> watched(Handle handle, CiModel model) {
        Map<UUID, Map<UUID, Double>> weights = new HashMap<>();
        handle.createQuery("""
            SELECT r.from_id, r.to_id, r.attributes -> 'weight' AS weight
            FROM binnacle.relation r JOIN binnacle.configuration_item i ON i.id = r.from_id
            WHERE r.type = :type AND
            """ + " " + inUse(model))
                .bind("type", PART)
                .map((row, context) -> {
                    return weights.computeIfAbsent(row.getObject("from_id", UUID.class), id -> new HashMap<>())
                            .put(row.getObject("to_id", UUID.class), weight(row));
                }).list();
        return handle.createQuery(
                "SELECT " + COLUMNS + " FROM " + FROM + " WHERE " + inUse(model) + " ORDER BY i.id")
                .map((row, context) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Watched(id, row.getString("ci_class"), row.getString("name"),
                            "in_maintenance".equals(row.getString("stage")), calendar(row),
                            new Availability.Value(Columns.number(row, "value_per_hour"), row.getString("currency")),
                            weights.getOrDefault(id, Map.of()));
                }).list();
    }

    /** The names of the services that it is a part of. */
    static List<String> users(Handle handle, CiModel model, UUID id) {
        return handle.createQuery("""
            SELECT i.name FROM binnacle.relation r JOIN binnacle.configuration_item i ON i.id = r.from_id
            WHERE r.type = :type AND r.to_id = :id AND
            """ + " " + inUse(model) + " ORDER BY i.name").bind("type", PART).bind("id", id).mapTo(String.class).list();
    }
}
