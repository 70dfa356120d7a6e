package io.binnacle.cmdb.reconcile;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.binnacle.cmdb.reconcile.IdentityRules.Level;

/** Records that are one item, as far as is known yet. */
final class Cluster {

    private final IdentityRules rules;
    private String ref;
    private final TreeSet<UUID> records = new TreeSet<>();
    private final TreeSet<String> presentOrigins = new TreeSet<>();
    private final Map<String, TreeSet<String>> identities = new HashMap<>();
    /** The most special of its records' classes. */
    private String ciClass;

    Cluster(IdentityRules rules, Bearer bearer) {
        this.rules = rules;
        this.ref = bearer.ref();
        this.ciClass = bearer.ciClass();
        records.add(bearer.id());
        if (bearer.present()) {
            presentOrigins.add(bearer.origin());
        }
        bearer.identities().forEach((rule, values) -> identities.put(rule, new TreeSet<>(values)));
    }

    UUID id() {
        return records.first();
    }

    /** The least of its records'. */
    String ref() {
        return ref;
    }

    Set<UUID> records() {
        return records;
    }

    Set<String> values(String rule) {
        TreeSet<String> values = identities.get(rule);
        return values == null ? Set.of() : values;
    }

    /** Why it and the other are not one though they share a value of a rule of that sureness; empty when they may be. */
    String contradiction(Cluster other, double sureness) {
        if (!rules.model().isA(ciClass, other.ciClass) && !rules.model().isA(other.ciClass, ciClass)) {
            List<String> classes = List.of(ciClass, other.ciClass).stream().sorted().toList();
            return "one is of class " + classes.getFirst() + ", one of class " + classes.getLast();
        }
        for (String origin : presentOrigins) {
            if (other.presentOrigins.contains(origin)) {
                return origin + " shows both at once";
            }
        }
        for (Level level : rules.levels()) {
            if (level.sureness() <= sureness) {
                break;
            }
            Set<String> own = values(level.name());
            Set<String> others = other.values(level.name());
            if (level.unique() && !own.isEmpty() && !others.isEmpty() && isDisjoint(own, others)) {
                return "they differ in " + level.name();
            }
        }
        return "";
    }

    /** Of an identity with parts the first one tells: two makers' spellings of their name make no two serial numbers. */
    private static boolean isDisjoint(Set<String> some, Set<String> others) {
        if (!Collections.disjoint(some, others)) {
            return false;
        }
        Set<String> firsts = new TreeSet<>();
        some.forEach(each -> firsts.add(IdentityRules.firstPart(each)));
        return others.stream().noneMatch(each -> firsts.contains(IdentityRules.firstPart(each)));
    }

    void take(Cluster other) {
        records.addAll(other.records);
        ref = ref.compareTo(other.ref) <= 0 ? ref : other.ref;
        presentOrigins.addAll(other.presentOrigins);
        other.identities.forEach(
                (rule, values) -> identities.computeIfAbsent(rule, name -> new TreeSet<>()).addAll(values));
        if (rules.model().isA(other.ciClass, ciClass)) {
            ciClass = other.ciClass;
        }
    }
}
