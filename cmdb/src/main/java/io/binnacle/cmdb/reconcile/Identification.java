package io.binnacle.cmdb.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import io.binnacle.cmdb.reconcile.IdentityRules.Level;

/**
 * Makes items of records.
 *
 * <p>Records are joined by the surest rule first. A value joins its bearers when none of them contradict each other: when
 * a surer rule does not tell them apart, no source shows two of them at once, and nobody said that they differ. A value
 * whose bearers do contradict each other joins none of them, however many agree; the outcome is the same in whichever
 * order the records came.
 */
public final class Identification {

    /** A value that more records bear names nothing. It also bounds what one observation sets in motion. */
    public static final int BEARERS_MAX = 64;

    private final IdentityRules rules;
    private final Map<UUID, Cluster> clusterOf = new LinkedHashMap<>();
    /** By rule and value, in their order; the records in theirs. */
    private final Map<String, Map<String, List<UUID>>> bearersOf = new HashMap<>();
    private final Map<UUID, Set<UUID>> different = new HashMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();

    private Identification(IdentityRules rules, Collection<Bearer> bearers) {
        this.rules = rules;
        bearers.stream().sorted(Comparator.comparing(Bearer::ref)).forEach(bearer -> {
            clusterOf.put(bearer.id(), new Cluster(rules, bearer));
            bearer.identities().forEach((rule, values) -> {
                Map<String, List<UUID>> ofRule = bearersOf.computeIfAbsent(rule, any -> new TreeMap<>());
                values.forEach(value -> ofRule.computeIfAbsent(value, any -> new ArrayList<>()).add(bearer.id()));
            });
        });
    }

    /**
     * @param bearers whole: with each record all that share a value of a unique rule or a decision with it, and so on
     * @param decisions one about a record that is not given has no effect; one that two are the same yields to one that
     *            they differ
     */
    public static Partition partition(IdentityRules rules, Collection<Bearer> bearers,
            Collection<Decision> decisions) {
        return new Identification(rules, bearers).run(decisions);
    }

    private Partition run(Collection<Decision> decisions) {
        List<Decision> ordered = decisions.stream()
                .sorted(Comparator.comparing(decision -> ref(decision.one()) + ref(decision.other()))).toList();
        for (Decision decision : ordered) {
            if (!decision.same()) {
                different.computeIfAbsent(decision.one(), id -> new LinkedHashSet<>()).add(decision.other());
                different.computeIfAbsent(decision.other(), id -> new LinkedHashSet<>()).add(decision.one());
            }
        }
        for (Decision decision : ordered) {
            Cluster one = clusterOf.get(decision.one());
            Cluster other = clusterOf.get(decision.other());
            if (decision.same() && one != null && other != null && one != other && !saidToDiffer(one, other)) {
                join(one, other);
            }
        }
        for (Level level : rules.levels()) {
            if (level.unique()) {
                join(level);
            }
        }
        Map<UUID, UUID> items = LinkedHashMap.newLinkedHashMap(clusterOf.size());
        clusterOf.forEach((record, cluster) -> items.put(record, cluster.id()));
        return new Partition(items, contradictions);
    }

    private String ref(UUID record) {
        Cluster cluster = clusterOf.get(record);
        return cluster == null ? "" : cluster.ref();
    }

    private void join(Level level) {
        Map<String, Set<Cluster>> candidates = new LinkedHashMap<>();
        bearersOf.getOrDefault(level.name(), Map.of()).forEach((value, records) -> {
            Set<Cluster> clusters = new LinkedHashSet<>();
            records.forEach(record -> clusters.add(clusterOf.get(record)));
            // All values of a level are judged before any of them joins: none gains by standing first.
            if (clusters.size() > 1 && isNaming(level, value, records, List.copyOf(clusters))) {
                candidates.put(value, clusters);
            }
        });
        candidates.forEach((value, clusters) -> join(level, value, clusters));
    }

    private void join(Level level, String value, Set<Cluster> clusters) {
        Cluster joined = null;
        for (Cluster bearer : clusters) {
            // Another value of the level may have joined it since.
            Cluster cluster = clusterOf.getOrDefault(bearer.id(), bearer);
            if (joined == null) {
                joined = cluster;
            } else if (cluster != joined) {
                String reason = contradiction(joined, cluster, level.sureness());
                if (reason.isEmpty()) {
                    joined = join(joined, cluster);
                } else {
                    contradictions.add(new Contradiction(level.name(), value, ids(clusters), reason));
                }
            }
        }
    }

    private boolean isNaming(Level level, String value, List<UUID> records, List<Cluster> bearers) {
        if (records.size() > BEARERS_MAX) {
            contradictions.add(new Contradiction(level.name(), value, ids(bearers),
                    "more than " + BEARERS_MAX + " bear it"));
            return false;
        }
        for (int i = 0; i < bearers.size(); i++) {
            for (int j = i + 1; j < bearers.size(); j++) {
                if (saidToDiffer(bearers.get(i), bearers.get(j))) {
                    return false;
                }
                String reason = contradiction(bearers.get(i), bearers.get(j), level.sureness());
                if (!reason.isEmpty()) {
                    contradictions.add(new Contradiction(level.name(), value, ids(bearers), reason));
                    return false;
                }
            }
        }
        return true;
    }

    private static List<UUID> ids(Collection<Cluster> clusters) {
        return clusters.stream().map(Cluster::id).sorted().toList();
    }

    private boolean saidToDiffer(Cluster one, Cluster other) {
        for (UUID record : one.records()) {
            for (UUID against : different.getOrDefault(record, Set.of())) {
                if (clusterOf.get(against) == other) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Why two cannot be one though they share a value of a rule of that sureness; empty when they can. */
    private String contradiction(Cluster one, Cluster other, double sureness) {
        if (saidToDiffer(one, other)) {
            return "a person said that they differ";
        }
        return one.contradiction(other, sureness);
    }

    private Cluster join(Cluster one, Cluster other) {
        Cluster kept = one.id().compareTo(other.id()) < 0 ? one : other;
        Cluster gone = kept == one ? other : one;
        kept.take(gone);
        gone.records().forEach(record -> clusterOf.put(record, kept));
        return kept;
    }

    /** Why the rules never join the two sets of records; empty when nothing tells them apart. */
    public static String difference(IdentityRules rules, Collection<Bearer> one, Collection<Bearer> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return "";
        }
        return cluster(rules, one).contradiction(cluster(rules, other), 0);
    }

    private static Cluster cluster(IdentityRules rules, Collection<Bearer> bearers) {
        Cluster whole = null;
        for (Bearer each : bearers) {
            Cluster single = new Cluster(rules, each);
            if (whole == null) {
                whole = single;
            } else {
                whole.take(single);
            }
        }
        return java.util.Objects.requireNonNull(whole);
    }
}
