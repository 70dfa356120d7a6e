package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.jdbc.RelationTable.Link;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import org.jdbi.v3.core.Handle;

/**
 * The past of items and relations, in valid and in recorded time. One version of a thing is open at most. That it ends
 * is written into its row with the time at which this became known, so a change costs one row.
 */
final class VersionTable {

    /** Whether a version, {@code v}, holds at {@code :validAt} as it was known at {@code :knownAt}. */
    static final String HOLDS = """
        v.valid_from <= :validAt AND v.recorded_from <= :knownAt AND v.recorded_to > :knownAt
          AND (v.valid_to > :validAt OR v.closed_at > :knownAt)""";

    private VersionTable() {
    }

    /**
     * Ends what holds of the items, from the reconciliation's instant on, and begins what holds now.
     *
     * @param outdated the items whose open version ends
     */
    static void replaceItems(Surroundings surroundings, Collection<UUID> outdated, List<ItemTable.Row> now) {
        if (!outdated.isEmpty()) {
            for (String statement : closing("configuration_item_version", "v.ci_id = ANY(:ids)")) {
                surroundings.handle().createUpdate(statement)
                        .bind("at", surroundings.at()).bind("now", surroundings.now())
                        .bindArray("ids", UUID.class, outdated).execute();
            }
        }
        if (now.isEmpty()) {
            return;
        }
        surroundings.handle().createUpdate("""
            INSERT INTO binnacle.configuration_item_version (ci_id, ci_class, key, name, lifecycle, attributes,
                identifiers, source, first_seen, valid_from, recorded_from)
            SELECT n.ci_id, n.ci_class, n.key, n.name, n.lifecycle, CAST(n.attributes AS jsonb),
                CAST(n.identifiers AS jsonb), n.source, CAST(n.first_seen AS timestamptz), :at, :now
            FROM unnest(:ids, :classes, :keys, :names, :lifecycles, :attributes, :identifiers, :sources, :firsts)
                AS n (ci_id, ci_class, key, name, lifecycle, attributes, identifiers, source, first_seen)
            """)
                .bind("at", surroundings.at()).bind("now", surroundings.now())
                .bindArray("ids", UUID.class, now.stream().map(ItemTable.Row::id).toList())
                .bindArray("classes", String.class, now.stream().map(ItemTable.Row::ciClass).toList())
                .bindArray("keys", String.class, now.stream().map(ItemTable.Row::key).toList())
                .bindArray("names", String.class, now.stream().map(ItemTable.Row::name).toList())
                .bindArray("lifecycles", String.class, now.stream().map(row -> row.lifecycle().text()).toList())
                .bindArray("attributes", String.class,
                        now.stream().map(row -> Json.write(tracked(row, surroundings.model()))).toList())
                .bindArray("identifiers", String.class,
                        now.stream().map(row -> Json.writeIdentifiers(row.identifiers())).toList())
                .bindArray("sources", String.class, now.stream().map(ItemTable.Row::source).toList())
                .bindArray("firsts", String.class, now.stream().map(row -> row.firstSeen().toString()).toList())
                .execute();
    }

    private static Map<String, Object> tracked(ItemTable.Row row, CiModel model) {
        CiClass ciClass = model.find(row.ciClass()).orElseThrow();
        Map<String, Object> tracked = new LinkedHashMap<>(row.attributes());
        tracked.keySet().removeIf(name -> !ciClass.attribute(name).map(Attribute::tracked).orElse(true));
        return tracked;
    }

    /** As for items. */
    static void replaceRelations(Surroundings surroundings, Collection<Link> outdated, List<RelationTable.Row> now) {
        if (!outdated.isEmpty()) {
            for (String statement : closing("relation_version",
                    "(v.from_id, v.type, v.to_id) IN (SELECT * FROM unnest(:froms, :types, :tos))")) {
                surroundings.handle().createUpdate(statement)
                        .bind("at", surroundings.at()).bind("now", surroundings.now())
                        .bindArray("froms", UUID.class, outdated.stream().map(Link::from).toList())
                        .bindArray("types", String.class, outdated.stream().map(Link::type).toList())
                        .bindArray("tos", UUID.class, outdated.stream().map(Link::to).toList()).execute();
            }
        }
        if (now.isEmpty()) {
            return;
        }
        surroundings.handle()
                .createUpdate(
                        """
                            INSERT INTO binnacle.relation_version (from_id, type, to_id, attributes, source, first_seen, valid_from,
                                recorded_from)
                            SELECT n.from_id, n.type, n.to_id, CAST(n.attributes AS jsonb), n.source, CAST(n.first_seen AS timestamptz), :at, :now
                            FROM unnest(:froms, :types, :tos, :attributes, :sources, :firsts)
                                AS n (from_id, type, to_id, attributes, source, first_seen)
                            """)
                .bind("at", surroundings.at()).bind("now", surroundings.now())
                .bindArray("froms", UUID.class, now.stream().map(row -> row.link().from()).toList())
                .bindArray("types", String.class, now.stream().map(row -> row.link().type()).toList())
                .bindArray("tos", UUID.class, now.stream().map(row -> row.link().to()).toList())
                .bindArray("attributes", String.class, now.stream().map(row -> Json.write(row.attributes())).toList())
                .bindArray("sources", String.class, now.stream().map(RelationTable.Row::source).toList())
                .bindArray("firsts", String.class, now.stream().map(row -> row.firstSeen().toString()).toList())
                .execute();
    }

    /** A version that would end where it began, or before, never held: it is known to be wrong from its start. */
    private static List<String> closing(String table, String which) {
        String open = " AND v.valid_to = 'infinity' AND v.recorded_to = 'infinity' AND ";
        return List.of(
                "UPDATE binnacle." + table + " v SET recorded_to = :now WHERE " + which + open
                        + "v.valid_from >= :at",
                "UPDATE binnacle." + table + " v SET valid_to = :at, closed_at = :now WHERE " + which + open
                        + "v.valid_from < :at");
    }

    /**
     * Deletes what ended, or was known to be wrong, before that. What holds now and what held since stays whole.
     *
     * @param max of each kind
     */
    static int forget(Handle handle, Instant before, int max) {
        int forgotten = 0;
        for (String table : List.of("configuration_item_version", "relation_version")) {
            forgotten += handle.createUpdate("DELETE FROM binnacle." + table + " WHERE ctid = ANY(ARRAY("
                    + "SELECT ctid FROM binnacle." + table
                    + " WHERE recorded_to < :before OR (closed_at < :before AND valid_to < :before) LIMIT :max))")
                    .bind("before", before).bind("max", max).execute();
        }
        return forgotten;
    }
}
