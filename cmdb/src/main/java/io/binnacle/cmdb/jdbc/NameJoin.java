package io.binnacle.cmdb.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.intent.IntentRecords.Ambiguity;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.reconcile.IdentityRules;
import io.binnacle.storage.activity.Actor;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Joins what is intended with what was seen under the same name, where nothing identifies it better. A whole comes before
 * its parts: an interface is looked for among those of its own machine. For one use.
 */
final class NameJoin {

    /** Parts of parts of parts: no model nests deeper. */
    private static final int ROUNDS_MAX = 4;
    private static final Actor ACTOR = Actor.system("intent");

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;
    private final Reconciler reconciler;
    private final List<CiChange> changes = new ArrayList<>();

    private record Pair(UUID intended, String intendedClass, UUID seen, String seenClass, String name) {}

    NameJoin(Jdbi jdbi, Supplier<CiModel> model, Reconciler reconciler) {
        this.jdbi = jdbi;
        this.model = model;
        this.reconciler = reconciler;
    }

    /** What joining changed, for the listeners. */
    List<CiChange> changes() {
        return changes;
    }

    List<Ambiguity> run() {
        List<Pair> left = List.of();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            left = Objects.requireNonNull(jdbi.inTransaction(this::pairs));
            List<Pair> clear = clear(left);
            if (clear.isEmpty()) {
                break;
            }
            changes.addAll(reconciler.decide(ACTOR.name(), null, surroundings -> {
                List<UUID> records = new ArrayList<>();
                // Somebody may have written since the look without the lock.
                Set<Pair> still = Set.copyOf(clear(pairs(surroundings.handle())));
                clear.stream().filter(still::contains).forEach(pair -> {
                    DecisionTable.decide(surroundings, Map.of(pair.intended(), Set.of(pair.seen())), true,
                            "same class and name, and nothing intended that identifies it better", ACTOR);
                    records.add(pair.intended());
                    records.add(pair.seen());
                });
                return records;
            }));
        }
        return ambiguities(left);
    }

    /** Those of which neither side could be of another pair. */
    private static List<Pair> clear(List<Pair> pairs) {
        Map<UUID, Integer> counts = new HashMap<>();
        for (Pair pair : pairs) {
            counts.merge(pair.intended(), 1, Integer::sum);
            counts.merge(pair.seen(), 1, Integer::sum);
        }
        return pairs.stream().filter(pair -> counts.getOrDefault(pair.intended(), 0) == 1
                && counts.getOrDefault(pair.seen(), 0) == 1).toList();
    }

    private static List<Ambiguity> ambiguities(List<Pair> pairs) {
        Map<UUID, List<String>> candidates = new LinkedHashMap<>();
        Map<UUID, String> names = new HashMap<>();
        for (Pair pair : pairs) {
            names.put(pair.intended(), pair.name());
            candidates.computeIfAbsent(pair.intended(), id -> new ArrayList<>())
                    .add(pair.seenClass() + " " + pair.name());
        }
        List<Ambiguity> found = new ArrayList<>();
        candidates.forEach((item, all) -> found.add(new Ambiguity(item, names.get(item), all)));
        return found;
    }

    /**
     * Each intended item that nobody saw with each seen item that nobody intended, of one name and whole. In a transaction.
     * All of both sides are looked at, so row by row is never the better way, whatever PostgreSQL thinks how many there are.
     */
    private List<Pair> pairs(Handle handle) {
        handle.execute("SET LOCAL enable_nestloop = off");
        List<Pair> pairs = pairsByHash(handle);
        handle.execute("SET LOCAL enable_nestloop = on");
        return pairs;
    }

    private List<Pair> pairsByHash(Handle handle) {
        CiModel current = model.get();
        List<String> unique = reconciler.rules().levels().stream().filter(IdentityRules.Level::unique)
                .map(IdentityRules.Level::name).filter(name -> !name.equals("key")).toList();
        return handle
                .createQuery(
                        """
                            WITH intended AS (
                                SELECT DISTINCT i.id, i.ci_class, lower(i.name) AS name, w.to_id AS whole
                                FROM binnacle.source_record r
                                JOIN binnacle.configuration_item i ON i.id = r.ci_id AND i.lifecycle = 'intended'
                                LEFT JOIN binnacle.relation w ON w.from_id = i.id AND w.type = 'part_of'
                                WHERE r.state = 'intended'
                                  AND NOT EXISTS (SELECT FROM binnacle.source_record p
                                                  JOIN binnacle.record_identity b ON b.record_id = p.id AND b.rule = ANY(:unique)
                                                  WHERE p.ci_id = i.id AND p.state = 'intended'))
                            SELECT DISTINCT n.id AS intended, n.ci_class AS intended_class, s.id AS seen, s.ci_class AS seen_class, s.name
                            FROM intended n
                            JOIN binnacle.configuration_item s ON lower(s.name) = n.name AND s.merged_into IS NULL
                                AND s.lifecycle IN ('in_service', 'missing')
                            LEFT JOIN binnacle.relation w ON w.from_id = s.id AND w.type = 'part_of'
                            WHERE w.to_id IS NOT DISTINCT FROM n.whole
                              AND NOT EXISTS (SELECT FROM binnacle.source_record r WHERE r.ci_id = s.id AND r.state = 'intended')
                              AND NOT EXISTS (
                                SELECT FROM binnacle.identity_decision d
                                JOIN binnacle.source_record a ON a.id = d.one JOIN binnacle.source_record b ON b.id = d.other
                                WHERE (NOT d.same OR d.undone_at IS NOT NULL)
                                  AND ((a.ci_id = n.id AND b.ci_id = s.id) OR (a.ci_id = s.id AND b.ci_id = n.id)))
                            ORDER BY n.id, s.id
                            """)
                .bindArray("unique", String.class, unique)
                .map((row, context) -> new Pair(row.getObject("intended", UUID.class),
                        row.getString("intended_class"), row.getObject("seen", UUID.class),
                        row.getString("seen_class"), row.getString("name")))
                .list().stream()
                .filter(pair -> current.isA(pair.intendedClass(), pair.seenClass())
                        || current.isA(pair.seenClass(), pair.intendedClass()))
                .toList();
    }
}
