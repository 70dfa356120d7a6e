package io.binnacle.cmdb.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.binnacle.cmdb.reconcile.DuplicateSuspicion;
import io.binnacle.cmdb.reconcile.IdentityConflict;
import io.binnacle.cmdb.model.IdentificationRule;
import io.binnacle.cmdb.reconcile.Bearer;
import io.binnacle.cmdb.reconcile.Identification;
import io.binnacle.cmdb.reconcile.IdentityRules;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Which items may be one: those that share a value of a rule and are not joined by it, because it is a hint or because it
 * contradicts itself. Values that many share say nothing. What somebody split is not suspected again.
 */
final class Suspicions {

    /** A hint that more items share is a property, not a name. */
    private static final int SHARERS_MAX = 8;
    /** What a rule that should fuse and did not is worth still, of its sureness. */
    private static final double CONTRADICTED = 0.5;

    private final Handle handle;
    private final IdentityRules rules;

    Suspicions(Handle handle, IdentityRules rules) {
        this.handle = handle;
        this.rules = rules;
    }

    /** Two items and a value that both bear. */
    private record Shared(UUID one, UUID other, String rule, String value) {}

    List<DuplicateSuspicion> all(int limit) {
        return judge(shared("TRUE", "").list()).stream().limit(limit).toList();
    }

    List<DuplicateSuspicion> of(UUID item) {
        return judge(shared("""
            (b.rule, b.value) IN (SELECT o.rule, o.value FROM binnacle.record_identity o
                                  JOIN binnacle.source_record p ON p.id = o.record_id WHERE p.ci_id = :item)
            """, "WHERE s.one = :item OR s.other = :item").bind("item", item).list());
    }

    /** @param values condition on the values looked at, b; {@code pairs} one on the pairs, s */
    private SharedQuery shared(String values, String pairs) {
        return new SharedQuery(handle.createQuery("""
            WITH sharers AS (
                SELECT b.rule, b.value, array_agg(DISTINCT r.ci_id) AS items
                FROM binnacle.record_identity b JOIN binnacle.source_record r ON r.id = b.record_id
                WHERE r.state <> 'retired' AND
            """ + " " + values + """
                GROUP BY b.rule, b.value HAVING count(DISTINCT r.ci_id) BETWEEN 2 AND :most)
            SELECT * FROM (
                SELECT one.item AS one, other.item AS other, v.rule, v.value FROM sharers v
                CROSS JOIN LATERAL unnest(v.items) AS one (item)
                CROSS JOIN LATERAL unnest(v.items) AS other (item) WHERE one.item < other.item) s
            """ + " " + pairs).bind("most", SHARERS_MAX));
    }

    /** Reads pairs. */
    private record SharedQuery(Query query) {

        SharedQuery bind(String name, UUID value) {
            query.bind(name, value);
            return this;
        }

        List<Shared> list() {
            return query.map((row, context) -> new Shared(row.getObject("one", UUID.class),
                    row.getObject("other", UUID.class), row.getString("rule"), row.getString("value"))).list();
        }
    }

    private record Pair(UUID one, UUID other) {}

    private List<DuplicateSuspicion> judge(List<Shared> shared) {
        Map<Pair, List<Shared>> byPair = shared.stream().collect(Collectors.groupingBy(
                each -> new Pair(each.one(), each.other()), LinkedHashMap::new, Collectors.toList()));
        Map<UUID, ItemTable.Row> items = ItemTable.rows(handle,
                byPair.keySet().stream().flatMap(pair -> List.of(pair.one(), pair.other()).stream()).distinct()
                        .toList());
        Map<UUID, List<Bearer>> bearers = bearers(items.keySet());
        List<DuplicateSuspicion> found = new ArrayList<>();
        byPair.forEach((pair, all) -> {
            ItemTable.Row one = items.get(pair.one());
            ItemTable.Row other = items.get(pair.other());
            if (one != null && other != null && !DecisionTable.differ(handle, one.id(), other.id())) {
                found.add(suspicion(one, other, all, Identification.difference(rules,
                        bearers.getOrDefault(one.id(), List.of()), bearers.getOrDefault(other.id(), List.of()))));
            }
        });
        found.sort(Comparator.comparingDouble(DuplicateSuspicion::score).reversed()
                .thenComparing(each -> each.one().id()).thenComparing(each -> each.other().id()));
        return found;
    }

    private Map<UUID, List<Bearer>> bearers(Collection<UUID> items) {
        Map<UUID, UUID> itemOf = new HashMap<>();
        handle.createQuery("SELECT id, ci_id FROM binnacle.source_record WHERE ci_id = ANY(:items)")
                .bindArray("items", UUID.class, items)
                .map((row, context) -> itemOf.put(row.getObject("id", UUID.class), row.getObject("ci_id", UUID.class)))
                .list();
        return IdentityTable.bearers(handle, itemOf.keySet()).stream()
                .collect(Collectors.groupingBy(each -> itemOf.getOrDefault(each.id(), each.id())));
    }

    private DuplicateSuspicion suspicion(ItemTable.Row one, ItemTable.Row other, List<Shared> shared, String against) {
        Map<String, Double> worth = new LinkedHashMap<>();
        List<Shared> strongest = shared.stream()
                .sorted(Comparator.comparingDouble((Shared each) -> -worthOf(each.rule()))
                        .thenComparing(Shared::rule).thenComparing(Shared::value))
                .toList();
        List<String> reasons = new ArrayList<>();
        for (Shared each : strongest) {
            worth.merge(each.rule(), worthOf(each.rule()), Math::max);
            reasons.add("same " + each.rule() + " " + each.value().replace(IdentificationRule.SEPARATOR, ' '));
        }
        double doubt = 1;
        for (double each : worth.values()) {
            doubt *= 1 - each;
        }
        return new DuplicateSuspicion(bearer(one), bearer(other), 1 - doubt, List.copyOf(reasons), against);
    }

    private double worthOf(String rule) {
        IdentityRules.Level level = rules.level(rule);
        return level.unique() ? level.sureness() * CONTRADICTED : level.sureness();
    }

    private static IdentityConflict.Bearer bearer(ItemTable.Row row) {
        return new IdentityConflict.Bearer(row.id(), row.ciClass(), row.name());
    }
}
