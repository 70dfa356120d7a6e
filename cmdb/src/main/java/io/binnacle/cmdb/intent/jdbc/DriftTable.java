package io.binnacle.cmdb.intent.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.cmdb.intent.Drift;
import io.binnacle.cmdb.intent.DriftDecision;
import io.binnacle.cmdb.intent.DriftSum;
import io.binnacle.cmdb.intent.Finding;
import io.binnacle.storage.list.ListSchema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Drift and what was decided of it. Every query that reads takes the time that it is now as {@code :now}. */
final class DriftTable {

    static final String COLUMNS = """
        d.id, d.ci_id, i.ci_class, i.name AS ci_name, d.kind, d.field, d.intended, d.observed, d.intended_by,
        d.observed_by, d.site_id, s.name AS site, d.since, v.verdict, v.until, v.reason, v.decided_by, v.decided_at
        """;
    /** With the newest decision that still holds. */
    static final String FROM = """
        binnacle.drift d
        JOIN binnacle.configuration_item i ON i.id = d.ci_id
        LEFT JOIN binnacle.configuration_item s ON s.id = d.site_id
        LEFT JOIN LATERAL (
            SELECT c.verdict, c.until, c.reason, c.decided_by, c.decided_at FROM binnacle.drift_decision c
            JOIN binnacle.source_record r ON r.id = c.record_id
            WHERE r.ci_id = d.ci_id AND c.kind = d.kind AND c.field = d.field AND c.undone_at IS NULL
              AND ((c.verdict = 'accepted' AND c.intended IS NOT DISTINCT FROM d.intended)
                   OR (c.verdict = 'ignored' AND c.until > :now))
            ORDER BY c.decided_at DESC LIMIT 1) v ON true
        """;
    private static final String STATE = "coalesce(v.verdict, 'open')";

    private DriftTable() {
    }

    static ListSchema schema() {
        return ListSchema.of("drift").id("id", "d.id").id("ciId", "d.ci_id").searched("name", "i.name")
                .text("class", "i.ci_class").oneOf("kind", "d.kind", Drift.Kind.values()).searched("field", "d.field")
                .searched("intended", "d.intended").searched("observed", "d.observed")
                .text("intendedBy", "array_to_string(d.intended_by, ', ')")
                .text("observedBy", "array_to_string(d.observed_by, ', ')").text("site", "s.name")
                .id("siteId", "d.site_id").oneOf("state", STATE, Drift.State.values()).time("since", "d.since")
                .sortedBy("-since").tiebreak("id");
    }

    static Drift read(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        return new Drift(row.getObject("id", UUID.class), row.getObject("ci_id", UUID.class),
                row.getString("ci_class"), row.getString("ci_name"),
                Drift.Kind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)), row.getString("field"),
                row.getString("intended"), row.getString("observed"), texts(row, "intended_by"),
                texts(row, "observed_by"), row.getObject("site_id", UUID.class), row.getString("site"),
                instant(row, "since"),
                verdict == null ? Drift.State.OPEN : Drift.State.valueOf(verdict.toUpperCase(java.util.Locale.ROOT)),
                verdict == null ? null : decision(row));
    }

    private static DriftDecision decision(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
        return new DriftDecision(until == null ? null : until.toInstant(), row.getString("reason"),
                row.getString("decided_by"), instant(row, "decided_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object each : (Object[]) row.getArray(column).getArray()) {
            texts.add(each.toString());
        }
        return texts;
    }

    static Optional<Drift> find(Handle handle, UUID id, Instant now) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM " + FROM + " WHERE d.id = :id").bind("id", id)
                .bind("now", now).map((row, context) -> read(row)).findOne();
    }

    static List<Drift> byIds(Handle handle, List<UUID> ids, Instant now) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM " + FROM + " WHERE d.id = ANY(:ids) ORDER BY d.id")
                .bindArray("ids", UUID.class, ids).bind("now", now).map((row, context) -> read(row)).list();
    }

    static List<Drift> of(Handle handle, UUID item, Instant now) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM " + FROM + """
             WHERE d.ci_id = (SELECT ci_id FROM binnacle.source_record WHERE id = :item)
            ORDER BY v.verdict IS NOT NULL, d.kind, d.field
            """).bind("item", item).bind("now", now).map((row, context) -> read(row)).list();
    }

    static List<DriftSum> sums(Handle handle, Instant now) {
        return handle.createQuery(
                """
                    SELECT i.ci_class, d.site_id, s.name AS site, count(DISTINCT d.ci_id) FILTER (WHERE v.verdict IS NULL) AS items,
                           count(*) FILTER (WHERE v.verdict IS NULL) AS open,
                           count(*) FILTER (WHERE v.verdict = 'accepted') AS accepted,
                           count(*) FILTER (WHERE v.verdict = 'ignored') AS ignored
                    FROM"""
                        + " " + FROM + " GROUP BY i.ci_class, d.site_id, s.name ORDER BY open DESC, i.ci_class, s.name")
                .bind("now", now)
                .map((row, context) -> new DriftSum(row.getString("ci_class"), row.getObject("site_id", UUID.class),
                        row.getString("site"), row.getLong("items"), row.getLong("open"), row.getLong("accepted"),
                        row.getLong("ignored")))
                .list();
    }

    /** Whether anybody says what should be. */
    static boolean hasSources(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM binnacle.intent_source)").mapTo(Boolean.class).one();
    }

    static Map<String, Long> openByKind(Handle handle, Instant now) {
        Map<String, Long> counts = new java.util.HashMap<>();
        handle.createQuery("SELECT d.kind, count(*) AS open FROM " + FROM + " WHERE v.verdict IS NULL GROUP BY d.kind")
                .bind("now", now).map((row, context) -> counts.put(row.getString("kind"), row.getLong("open"))).list();
        return counts;
    }

    /** Puts what was found in place of what was there; returns those that were not there. */
    static List<UUID> replace(Handle handle, Found found, Instant now) {
        long run = handle.createQuery("SELECT nextval('binnacle.drift_run')").mapTo(Long.class).one();
        List<Finding> findings = found.findings();
        List<UUID> fresh = handle
                .createQuery(
                        """
                            INSERT INTO binnacle.drift AS d (id, ci_id, kind, field, intended, observed, intended_by, observed_by, site_id,
                                since, run)
                            SELECT n.id, n.ci_id, n.kind, n.field, n.intended, n.observed, string_to_array(n.intended_by, chr(31)),
                                string_to_array(n.observed_by, chr(31)), n.site_id, :now, :run
                            FROM unnest(:ids, :items, :kinds, :fields, :intended, :observed, :intendedBy, :observedBy, :sites)
                                AS n (id, ci_id, kind, field, intended, observed, intended_by, observed_by, site_id)
                            ON CONFLICT (ci_id, kind, field) DO UPDATE SET intended = excluded.intended,
                                observed = excluded.observed, intended_by = excluded.intended_by, observed_by = excluded.observed_by,
                                site_id = excluded.site_id, run = excluded.run
                            RETURNING CASE WHEN xmax = 0 THEN d.id END AS fresh
                            """)
                .bind("now", now).bind("run", run)
                .bindArray("ids", UUID.class, found.ids())
                .bindArray("items", UUID.class, findings.stream().map(Finding::item).toList())
                .bindArray("kinds", String.class, findings.stream().map(each -> each.kind().text()).toList())
                .bindArray("fields", String.class, findings.stream().map(Finding::field).toList())
                .bindArray("intended", String.class, findings.stream().map(Finding::intended).toList())
                .bindArray("observed", String.class, findings.stream().map(Finding::observed).toList())
                .bindArray("intendedBy", String.class, findings.stream().map(each -> list(each.intendedBy())).toList())
                .bindArray("observedBy", String.class, findings.stream().map(each -> list(each.observedBy())).toList())
                .bindArray("sites", UUID.class, found.sites())
                .mapTo(UUID.class).filter(java.util.Objects::nonNull).list();
        handle.createUpdate("DELETE FROM binnacle.drift WHERE run <> :run").bind("run", run).execute();
        return fresh;
    }

    /** What a comparison found, with the id for each that is new and the site of each; lists of one length. */
    record Found(List<Finding> findings, List<UUID> ids, List<@Nullable UUID> sites) {}

    /** An array of arrays must be even in PostgreSQL; a separator that no name has is simpler. */
    private static String list(List<String> names) {
        return String.join("\u001f", names);
    }

    /** In place of one that holds already. */
    static void decide(Handle handle, UUID id, Drift drift, DriftDecision decision) {
        undo(handle, drift, decision.decidedBy(), decision.decidedAt());
        handle.createUpdate(
                """
                    INSERT INTO binnacle.drift_decision (id, record_id, kind, field, verdict, intended, until, reason, decided_by,
                        decided_at)
                    VALUES (:id, :record, :kind, :field, :verdict, :intended, :until, :reason, :by, :at)
                    """)
                .bind("id", id).bind("record", drift.ciId()).bind("kind", drift.kind().text())
                .bind("field", drift.field()).bind("verdict", decision.until() == null ? "accepted" : "ignored")
                .bind("intended", drift.intended()).bind("until", decision.until()).bind("reason", decision.reason())
                .bind("by", decision.decidedBy()).bind("at", decision.decidedAt()).execute();
    }

    /** Returns how many decisions were in force. */
    static int undo(Handle handle, Drift drift, String by, Instant at) {
        return handle.createUpdate("""
            UPDATE binnacle.drift_decision c SET undone_by = :by, undone_at = :at
            FROM binnacle.source_record r
            WHERE r.id = c.record_id AND r.ci_id = :item AND c.kind = :kind AND c.field = :field AND c.undone_at IS NULL
            """)
                .bind("by", by).bind("at", at).bind("item", drift.ciId()).bind("kind", drift.kind().text())
                .bind("field", drift.field()).execute();
    }
}
