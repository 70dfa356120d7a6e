package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rules of what files say of relations: a type's words are given where it is named first, then it may be used
 * for other pairs of classes by its name alone. For one use.
 */
final class RelationAssembly {

    private final List<ModelFile> files;
    private final Set<String> classes;
    private final List<Violation> violations;
    private final Map<String, RelationDefinition> first = new HashMap<>();
    private final List<RelationRule> rules = new ArrayList<>();

    RelationAssembly(List<ModelFile> files, Set<String> classes, List<Violation> violations) {
        this.files = files;
        this.classes = classes;
        this.violations = violations;
    }

    List<RelationRule> rules() {
        for (ModelFile file : files) {
            for (RelationDefinition relation : file.relations()) {
                add(file.name() + " relations." + relation.type(), relation);
            }
        }
        for (ModelFile file : files) {
            for (ClassDefinition ciClass : file.classes()) {
                for (RelationDefinition relation : ciClass.relations()) {
                    add(file.place(ciClass.name()) + ".relations." + relation.type(), relation.at(ciClass.name()));
                }
            }
        }
        return rules;
    }

    private void add(String place, RelationDefinition relation) {
        RelationDefinition type = first.get(relation.type());
        if (type == null) {
            if (relation.label() == null || relation.inverse() == null) {
                String nearest = Suggestion.nearest(relation.type(), first.keySet())
                        .map(hint -> "; did you mean " + hint + "?").orElse("");
                violations.add(new Violation(place, "label and inverse of a type that is new" + nearest,
                        relation.type()));
            }
            type = relation;
            first.put(relation.type(), relation);
        }
        String label = Objects.requireNonNullElse(type.label(), relation.type());
        String inverse = Objects.requireNonNullElse(type.inverse(), relation.type());
        checkWords(place, relation, label, inverse);
        for (String from : relation.from()) {
            for (String to : relation.to()) {
                known(place + ".from", from);
                known(place + ".to", to);
                rules.add(new RelationRule(relation.type(), label, inverse, from, to,
                        or(relation.lasting(), or(type.lasting(), false)),
                        or(relation.linger(), or(type.linger(), Duration.ZERO)),
                        or(relation.cardinality(), or(type.cardinality(), Cardinality.MANY_TO_MANY)),
                        or(relation.propagation(), or(type.propagation(), Propagation.NONE))));
            }
        }
    }

    /** One type reads the same everywhere, or people would take it for two. */
    private void checkWords(String place, RelationDefinition relation, String label, String inverse) {
        if (relation.label() != null && !relation.label().equals(label)) {
            violations.add(new Violation(place + ".label", label + ", as before", relation.label()));
        }
        if (relation.inverse() != null && !relation.inverse().equals(inverse)) {
            violations.add(new Violation(place + ".inverse", inverse + ", as before", relation.inverse()));
        }
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private void known(String field, String ciClass) {
        if (!classes.contains(ciClass)) {
            String nearest = Suggestion.nearest(ciClass, classes).map(hint -> "; did you mean " + hint + "?")
                    .orElse("");
            violations.add(new Violation(field, "a class" + nearest, ciClass));
        }
    }
}
