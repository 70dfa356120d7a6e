package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.SourceRecord.State;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.reconcile.Bearer;
import io.binnacle.cmdb.reconcile.Contradiction;
import io.binnacle.cmdb.reconcile.Decision;
import io.binnacle.cmdb.reconcile.Identification;
import io.binnacle.cmdb.reconcile.IdentityRules;
import org.jdbi.v3.core.Handle;

/** The values that tell which thing a record is of, decisions of people, and contradictions. */
final class IdentityTable {

    /** A longer value is no name of anything. It bounds the index too. */
    private static final int VALUE_MAX = 500;
    /** One more than may name a thing: so it is seen when a value stops to. */
    private static final int FOLLOWED_MAX = Identification.BEARERS_MAX + 1;

    private IdentityTable() {
    }

    /** Writes what the records bear now; returns those that did not bear some of it before. */
    static Set<UUID> bear(Surroundings surroundings, Map<UUID, Checked.Item> items) {
        List<UUID> ids = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        List<String> values = new ArrayList<>();
        items.forEach((id, item) -> {
            CiClass ciClass = surroundings.model().find(item.ciClass()).orElseThrow();
            surroundings.rules().identities(ciClass, item.key(), item.attributes(), item.identifiers())
                    .forEach((rule, all) -> all.stream().filter(value -> value.length() <= VALUE_MAX)
                            .forEach(value -> {
                                ids.add(id);
                                rules.add(rule);
                                values.add(value);
                            }));
        });
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(surroundings.handle()
                .createQuery(
                        """
                            INSERT INTO binnacle.record_identity AS b (record_id, rule, value, first_seen, last_seen)
                            SELECT n.record_id, n.rule, n.value, :at, :at FROM unnest(:ids, :rules, :values) AS n (record_id, rule, value)
                            ON CONFLICT (record_id, rule, value) DO UPDATE
                                SET last_seen = greatest(b.last_seen, :at), first_seen = least(b.first_seen, :at)
                            RETURNING CASE WHEN xmax = 0 THEN record_id END AS fresh
                            """)
                .bind("at", surroundings.at())
                .bindArray("ids", UUID.class, ids).bindArray("rules", String.class, rules)
                .bindArray("values", String.class, values)
                .mapTo(UUID.class).filter(java.util.Objects::nonNull).list());
    }

    /**
     * The records with all that share a value of a unique rule or a decision with one of them, and so on. A value that too
     * many bear leads nowhere, except for the one that makes them too many.
     */
    static Set<UUID> component(Surroundings surroundings, Collection<UUID> seeds) {
        List<String> unique = surroundings.rules().levels().stream().filter(IdentityRules.Level::unique)
                .map(IdentityRules.Level::name).toList();
        Set<UUID> component = new HashSet<>(seeds);
        Collection<UUID> edge = seeds;
        while (!edge.isEmpty()) {
            List<UUID> reached = surroundings.handle().createQuery("""
                SELECT DISTINCT unnest(o.records) FROM binnacle.record_identity b
                CROSS JOIN LATERAL (
                    SELECT array_agg(l.record_id) AS records FROM (
                        SELECT c.record_id FROM binnacle.record_identity c WHERE c.rule = b.rule AND c.value = b.value
                        LIMIT :most + 1) l) o
                WHERE b.record_id = ANY(:edge) AND b.rule = ANY(:unique) AND cardinality(o.records) BETWEEN 2 AND :most
                UNION SELECT other FROM binnacle.identity_decision WHERE undone_at IS NULL AND one = ANY(:edge)
                UNION SELECT one FROM binnacle.identity_decision WHERE undone_at IS NULL AND other = ANY(:edge)
                """)
                    .bind("most", FOLLOWED_MAX)
                    .bindArray("edge", UUID.class, edge).bindArray("unique", String.class, unique)
                    .mapTo(UUID.class).list();
            edge = reached.stream().filter(component::add).toList();
        }
        return component;
    }

    /** With the values that {@link #component} follows. */
    static List<Bearer> bearers(Handle handle, Collection<UUID> records) {
        Map<UUID, Map<String, Set<String>>> identities = HashMap.newHashMap(records.size());
        handle.createQuery("""
            SELECT b.record_id, b.rule, b.value FROM binnacle.record_identity b
            WHERE b.record_id = ANY(:ids) AND (
                SELECT count(*) FROM (SELECT FROM binnacle.record_identity c WHERE c.rule = b.rule AND c.value = b.value
                                      LIMIT :most + 1) l) <= :most
            """)
                .bind("most", FOLLOWED_MAX).bindArray("ids", UUID.class, records)
                .map((row, context) -> identities
                        .computeIfAbsent(row.getObject("record_id", UUID.class), id -> new HashMap<>())
                        .computeIfAbsent(row.getString("rule"), rule -> new HashSet<>()).add(row.getString("value")))
                .list();
        return handle.createQuery("""
            SELECT id, source, scope, ci_class, key, state FROM binnacle.source_record WHERE id = ANY(:ids)
            """)
                .bindArray("ids", UUID.class, records)
                .map((row, context) -> {
                    UUID id = row.getObject("id", UUID.class);
                    String origin = row.getString("source") + " " + row.getString("scope");
                    return new Bearer(id, origin + '\0' + row.getString("ci_class") + '\0' + row.getString("key"),
                            row.getString("ci_class"), origin, isShown(row),
                            identities.getOrDefault(id, Map.of()));
                }).list();
    }

    /** People tell how a thing is, never that there are two of it. */
    private static boolean isShown(ResultSet row) throws SQLException {
        State state = State.of(row.getString("state"));
        return (state == State.PRESENT || state == State.INTENDED)
                && !row.getString("source").equals(SourceRecord.PERSON);
    }

    static List<Decision> decisions(Handle handle, Collection<UUID> records) {
        return handle.createQuery("""
            SELECT one, other, same FROM binnacle.identity_decision
            WHERE undone_at IS NULL AND one = ANY(:ids) AND other = ANY(:ids)
            """)
                .bindArray("ids", UUID.class, records)
                .map((row, context) -> new Decision(row.getObject("one", UUID.class),
                        row.getObject("other", UUID.class), row.getBoolean("same")))
                .list();
    }

    /** Puts what is contradicted now among these bearers in place of what was. */
    static void contradictions(Handle handle, Collection<Bearer> bearers, List<Contradiction> found, Instant now) {
        List<String> rules = new ArrayList<>();
        List<String> values = new ArrayList<>();
        bearers.forEach(bearer -> bearer.identities().forEach((rule, all) -> all.forEach(value -> {
            rules.add(rule);
            values.add(value);
        })));
        handle.createUpdate("""
            DELETE FROM binnacle.identity_contradiction c USING unnest(:rules, :values) AS n (rule, value)
            WHERE c.rule = n.rule AND c.value = n.value
              AND NOT EXISTS (SELECT FROM unnest(:foundRules, :foundValues) AS f (rule, value)
                              WHERE f.rule = c.rule AND f.value = c.value)
            """)
                .bindArray("rules", String.class, rules).bindArray("values", String.class, values)
                .bindArray("foundRules", String.class, found.stream().map(Contradiction::rule).toList())
                .bindArray("foundValues", String.class, found.stream().map(Contradiction::value).toList())
                .execute();
        for (Contradiction each : found) {
            handle.createUpdate("""
                INSERT INTO binnacle.identity_contradiction (rule, value, records, reason, first_seen)
                VALUES (:rule, :value, :records, :reason, :now)
                ON CONFLICT (rule, value) DO UPDATE SET records = excluded.records, reason = excluded.reason
                """)
                    .bind("rule", each.rule()).bind("value", each.value()).bind("reason", each.reason())
                    .bindArray("records", UUID.class, each.records()).bind("now", now).execute();
        }
    }

    /** Gives records to items; returns the items that they were of before and are of now, of those that changed. */
    static Map<UUID, UUID> move(Handle handle, Map<UUID, UUID> items) {
        Map<UUID, UUID> moved = new HashMap<>();
        handle.createQuery("""
            UPDATE binnacle.source_record r SET ci_id = n.item
            FROM unnest(:records, :items) AS n (record, item), binnacle.source_record was
            WHERE r.id = n.record AND was.id = r.id AND r.ci_id <> n.item RETURNING r.id, was.ci_id
            """)
                .bindArray("records", UUID.class, items.keySet()).bindArray("items", UUID.class, items.values())
                .map((row, context) -> moved.put(row.getObject("id", UUID.class), row.getObject("ci_id", UUID.class)))
                .list();
        return moved;
    }
}
