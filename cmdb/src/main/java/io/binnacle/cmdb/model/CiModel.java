package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** All classes and allowed relations. Immutable; made by {@link CiModelReader}. */
public final class CiModel {

    private final Map<String, CiClass> classes = new LinkedHashMap<>();
    private final List<RelationRule> relations;

    CiModel(List<CiClass> classes, List<RelationRule> relations) {
        for (CiClass each : classes) {
            this.classes.put(each.name(), each);
        }
        this.relations = List.copyOf(relations);
    }

    /** In the order of the file. */
    public List<CiClass> classes() {
        return List.copyOf(classes.values());
    }

    public List<RelationRule> relations() {
        return relations;
    }

    public Optional<CiClass> find(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** Whether the first is the second or inherits from it. */
    public boolean isA(String name, String ancestor) {
        @Nullable
        String current = name;
        while (current != null) {
            if (current.equals(ancestor)) {
                return true;
            }
            CiClass ciClass = classes.get(current);
            current = ciClass == null ? null : ciClass.parent();
        }
        return false;
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
        return relations.stream().anyMatch(rule -> rule.type().equals(relationType) && rule.lasting());
    }

    /** For how long relations of this type stay after they were seen last. */
    public Duration linger(String relationType) {
        return relations.stream().filter(rule -> rule.type().equals(relationType)).map(RelationRule::linger)
                .findFirst().orElse(Duration.ZERO);
    }

    public boolean allows(String fromClass, String type, String toClass) {
        return relations.stream().anyMatch(
                rule -> rule.type().equals(type) && isA(fromClass, rule.from()) && isA(toClass, rule.to()));
    }
}
