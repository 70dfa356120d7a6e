package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All classes and allowed relations. Immutable; made by {@link CiModelReader}. */
public final class CiModel {

    private final Map<String, CiClass> classes = new LinkedHashMap<>();
    /** Each class with itself and all that it inherits from, nearest first. */
    private final Map<String, Set<String>> lines = new HashMap<>();
    private final List<RelationRule> relations;
    private final Map<String, List<RelationRule>> relationsByType = new HashMap<>();
    private final List<ModelArea> areas;
    private final WorthlessLists worthless;

    CiModel(List<CiClass> classes, List<RelationRule> relations, List<ModelArea> areas, WorthlessLists worthless) {
        for (CiClass each : classes) {
            this.classes.put(each.name(), each);
        }
        for (String each : this.classes.keySet()) {
            lines.put(each, line(each));
        }
        this.relations = List.copyOf(relations);
        for (RelationRule rule : relations) {
            relationsByType.computeIfAbsent(rule.type(), type -> new ArrayList<>()).add(rule);
        }
        this.areas = List.copyOf(areas);
        this.worthless = worthless;
    }

    private Set<String> line(String name) {
        Set<String> line = new LinkedHashSet<>();
        CiClass current = classes.get(name);
        while (current != null && line.add(current.name())) {
            current = current.parent() == null ? null : classes.get(current.parent());
        }
        return line;
    }

    /** In the order of the files. */
    public List<CiClass> classes() {
        return List.copyOf(classes.values());
    }

    /** The parts of the estate, in the order of the files; classes made here are in the area {@code own}. */
    public List<ModelArea> areas() {
        return areas;
    }

    public List<RelationRule> relations() {
        return relations;
    }

    public Optional<CiClass> find(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** Whether the first is the second or inherits from it. */
    public boolean isA(String name, String ancestor) {
        return lines.getOrDefault(name, Set.of()).contains(ancestor);
    }

    /** The class and those that it inherits from, nearest first; empty when there is no such class. */
    public List<String> lineOf(String name) {
        return List.copyOf(lines.getOrDefault(name, Set.of()));
    }

    /** The class and all that inherit from it; empty when there is no such class. */
    public List<String> withSubclasses(String name) {
        List<String> names = new ArrayList<>();
        for (String candidate : classes.keySet()) {
            if (isA(candidate, name)) {
                names.add(candidate);
            }
        }
        return names;
    }

    /** Whether relations of this type stay when the item that they start from is not seen any more. */
    public boolean isLasting(String relationType) {
        return ofType(relationType).stream().anyMatch(RelationRule::lasting);
    }

    /** For how long relations of this type stay after they were seen last. */
    public Duration linger(String relationType) {
        return ofType(relationType).stream().map(RelationRule::linger).findFirst().orElse(Duration.ZERO);
    }

    public boolean allows(String fromClass, String type, String toClass) {
        return ofType(type).stream().anyMatch(rule -> isA(fromClass, rule.from()) && isA(toClass, rule.to()));
    }

    /** The rule that allows the relation; of several the one for the nearest classes. */
    public Optional<RelationRule> rule(String fromClass, String type, String toClass) {
        List<String> starts = lineOf(fromClass);
        List<String> ends = lineOf(toClass);
        RelationRule nearest = null;
        int distance = Integer.MAX_VALUE;
        for (RelationRule rule : ofType(type)) {
            int start = starts.indexOf(rule.from());
            int end = ends.indexOf(rule.to());
            if (start >= 0 && end >= 0 && start + end < distance) {
                nearest = rule;
                distance = start + end;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The relations that items of the class may have, at either end, inherited ones too. */
    public List<RelationRule> relationsOf(String ciClass) {
        return relations.stream().filter(rule -> isA(ciClass, rule.from()) || isA(ciClass, rule.to())).toList();
    }

    /** Which way a failure goes along a relation of these; {@link Propagation#NONE} along one that is not allowed. */
    public Propagation propagation(String fromClass, String type, String toClass) {
        return rule(fromClass, type, toClass).map(RelationRule::propagation).orElse(Propagation.NONE);
    }

    /**
     * Whether a value identifies nothing.
     *
     * @param lists names of the lists of such values to look into
     */
    public boolean isWorthless(String value, List<String> lists) {
        return worthless.holds(value, lists);
    }

    private List<RelationRule> ofType(String type) {
        return relationsByType.getOrDefault(type, List.of());
    }
}
