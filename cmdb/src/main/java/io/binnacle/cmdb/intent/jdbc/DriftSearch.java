package io.binnacle.cmdb.intent.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.intent.Comparison;
import io.binnacle.cmdb.intent.Drift;
import io.binnacle.cmdb.intent.Finding;
import io.binnacle.cmdb.intent.IntentRecords;
import io.binnacle.cmdb.intent.IntentRecords.Ambiguity;
import io.binnacle.cmdb.intent.Subject;
import io.binnacle.cmdb.model.CiModel;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds all drift there is: of everything that is intended, and of everything seen that a source claims. For one use. */
final class DriftSearch {

    /** Bounds memory, and what one query answers. */
    private static final int PIECE = 1_000;

    private final Handle handle;
    private final IntentRecords records;
    private final CiModel model;
    private final Instant at;
    private final Map<UUID, Place> places = new HashMap<>();

    /** Where an item is. */
    record Place(UUID id, Set<String> names) {}

    private record Claim(Set<String> classes, Set<String> sites) {

        boolean holds(String ciClass, @Nullable Place place) {
            return classes.contains(ciClass)
                    && (sites.isEmpty() || (place != null && place.names().stream().anyMatch(sites::contains)));
        }
    }

    private record Row(UUID id, String ciClass, String name, boolean intended) {}

    /** @param compared how many items were looked at */
    record Result(int compared, List<Finding> findings, Map<UUID, Place> places) {}

    DriftSearch(Handle handle, IntentRecords records, CiModel model, Instant at) {
        this.handle = handle;
        this.records = records;
        this.model = model;
        this.at = at;
    }

    Result run(List<Ambiguity> ambiguities) {
        Set<UUID> ambiguous = new HashSet<>();
        ambiguities.forEach(each -> ambiguous.add(each.item()));
        List<Claim> claims = claims();
        Set<String> looked = looked();
        List<Row> rows = rows(claims);
        List<Finding> findings = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += PIECE) {
            List<Row> piece = rows.subList(start, Math.min(start + PIECE, rows.size()));
            for (Finding each : compare(piece, claims, looked)) {
                if (!(each.kind() == Drift.Kind.MISSING && ambiguous.contains(each.item()))) {
                    findings.add(each);
                }
            }
        }
        for (Ambiguity each : ambiguities) {
            List<String> by = records.records(List.of(each.item())).getOrDefault(each.item(), List.of()).stream()
                    .filter(SourceRecord::isIntended).map(SourceRecord::scope).distinct().sorted().toList();
            findings.add(new Finding(each.item(), Drift.Kind.AMBIGUOUS, "", each.name(),
                    each.candidates().size() + " of that name", by, List.of()));
        }
        locate(findings.stream().map(Finding::item).filter(id -> !places.containsKey(id)).distinct().toList());
        return new Result(rows.size(), findings, places);
    }

    private List<Claim> claims() {
        return handle.createQuery("SELECT claimed_classes, claimed_sites FROM binnacle.intent_source")
                .map((row, context) -> {
                    Set<String> classes = new HashSet<>();
                    DriftTable.texts(row, "claimed_classes")
                            .forEach(each -> classes.addAll(model.withSubclasses(each)));
                    Set<String> sites = new HashSet<>();
                    DriftTable.texts(row, "claimed_sites")
                            .forEach(each -> sites.add(each.toLowerCase(java.util.Locale.ROOT)));
                    return new Claim(classes, sites);
                }).list();
    }

    /** The classes of which sources see something, with those that inherit from them and those that they inherit from. */
    private Set<String> looked() {
        Set<String> looked = new HashSet<>();
        handle.createQuery("""
            SELECT DISTINCT ci_class FROM binnacle.configuration_item
            WHERE merged_into IS NULL AND lifecycle IN ('in_service', 'missing')
            """).mapTo(String.class).list().forEach(each -> {
            looked.addAll(model.lineOf(each));
            looked.addAll(model.withSubclasses(each));
        });
        return looked;
    }

    private List<Row> rows(List<Claim> claims) {
        Set<String> claimed = new TreeSet<>();
        claims.forEach(each -> claimed.addAll(each.classes()));
        return handle.createQuery("""
            SELECT i.id, i.ci_class, i.name, true AS intended FROM binnacle.configuration_item i
            WHERE i.id IN (SELECT ci_id FROM binnacle.source_record WHERE state = 'intended')
            UNION ALL
            SELECT i.id, i.ci_class, i.name, false FROM binnacle.configuration_item i
            WHERE i.merged_into IS NULL AND i.lifecycle = 'in_service' AND i.ci_class = ANY(:claimed)
              AND NOT EXISTS (SELECT FROM binnacle.source_record r WHERE r.ci_id = i.id AND r.state = 'intended')
            ORDER BY 1
            """).bindArray("claimed", String.class, claimed)
                .map((row, context) -> new Row(row.getObject("id", UUID.class), row.getString("ci_class"),
                        row.getString("name"), row.getBoolean("intended")))
                .list().stream().filter(row -> model.find(row.ciClass()).isPresent()).toList();
    }

    private List<Finding> compare(List<Row> piece, List<Claim> claims, Set<String> looked) {
        List<UUID> ids = piece.stream().map(Row::id).toList();
        Map<UUID, List<SourceRecord>> said = records.records(ids);
        Map<UUID, List<Subject.Link>> links = links(ids);
        Set<UUID> parts = partsOfAbsent(ids);
        locate(piece.stream().filter(row -> !row.intended()).map(Row::id).toList());
        List<Finding> findings = new ArrayList<>();
        for (Row row : piece) {
            boolean claimed = !row.intended()
                    && claims.stream().anyMatch(each -> each.holds(row.ciClass(), places.get(row.id())));
            findings.addAll(Comparison.of(new Subject(row.id(), row.name(), said.getOrDefault(row.id(), List.of()),
                    links.getOrDefault(row.id(), List.of()), looked.contains(row.ciClass()), claimed,
                    parts.contains(row.id())), model, at));
        }
        return findings;
    }

    private Map<UUID, List<Subject.Link>> links(Collection<UUID> ids) {
        Map<UUID, List<Subject.Link>> links = new HashMap<>();
        handle.createQuery("""
            SELECT f.ci_id AS from_id, e.type, t.id AS to_id, t.name,
                   array_agg(DISTINCT CASE WHEN s.name IS NULL THEN '' ELSE s.name END) AS intended_by,
                   array_agg(DISTINCT CASE WHEN s.name IS NULL THEN e.source ELSE '' END) AS seen_by
            FROM binnacle.relation_evidence e
            JOIN binnacle.source_record f ON f.id = e.from_record
            JOIN binnacle.source_record r ON r.id = e.to_record
            JOIN binnacle.configuration_item t ON t.id = r.ci_id
            LEFT JOIN binnacle.intent_source s ON s.format = e.source AND s.name = e.scope
            WHERE f.ci_id = ANY(:ids) AND e.ended_at IS NULL AND e.source <> 'person'
            GROUP BY f.ci_id, e.type, t.id, t.name
            """).bindArray("ids", UUID.class, ids)
                .map((row, context) -> links
                        .computeIfAbsent(row.getObject("from_id", UUID.class), any -> new ArrayList<>())
                        .add(new Subject.Link(row.getString("type"), row.getObject("to_id", UUID.class),
                                row.getString("name"), named(DriftTable.texts(row, "intended_by")),
                                named(DriftTable.texts(row, "seen_by")))))
                .list();
        return links;
    }

    private static Set<String> named(List<String> names) {
        Set<String> named = new LinkedHashSet<>(names);
        named.remove("");
        return named;
    }

    private Set<UUID> partsOfAbsent(Collection<UUID> ids) {
        return new HashSet<>(handle.createQuery("""
            SELECT DISTINCT w.from_id FROM binnacle.relation w
            JOIN binnacle.configuration_item p ON p.id = w.to_id AND p.lifecycle <> 'in_service'
            WHERE w.type = 'part_of' AND w.from_id = ANY(:ids)
            """).bindArray("ids", UUID.class, ids).mapTo(UUID.class).list());
    }

    /** The nearest site that relations lead to: of what it is a part of, runs on, or stands in. */
    private void locate(List<UUID> ids) {
        for (int start = 0; start < ids.size(); start += PIECE) {
            handle.createQuery("""
                WITH RECURSIVE up AS (
                    SELECT id AS start, id AS at, 0 AS steps FROM unnest(:ids) AS n (id)
                    UNION
                    SELECT u.start, r.to_id, u.steps + 1 FROM up u
                    JOIN binnacle.relation r ON r.from_id = u.at
                        AND r.type IN ('located_in', 'part_of', 'runs_on', 'installed_in', 'member_of', 'within',
                                       'assigned_to')
                    WHERE u.steps < 6)
                SELECT DISTINCT ON (u.start) u.start, s.id, lower(s.name) AS name,
                       lower(coalesce(s.attributes ->> 'slug', '')) AS slug
                FROM up u JOIN binnacle.configuration_item s ON s.id = u.at AND s.ci_class = 'site'
                ORDER BY u.start, u.steps, s.id
                """).bindArray("ids", UUID.class, ids.subList(start, Math.min(start + PIECE, ids.size())))
                    .map((row, context) -> places.put(row.getObject("start", UUID.class),
                            new Place(row.getObject("id", UUID.class),
                                    named(List.of(row.getString("name"), row.getString("slug"))))))
                    .list();
        }
    }
}
