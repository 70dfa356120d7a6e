package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;
import org.jspecify.annotations.Nullable;

/** Puts files together to a model: inherits, extends, and checks that everything named exists. For one use. */
final class ModelAssembly {

    /** What nobody says otherwise: long enough for a machine that is being repaired. */
    private static final Duration RETIRE_AFTER = Duration.ofDays(7);

    private final List<Violation> violations;
    private final List<ModelFile> files;
    /** In the order of the files, nothing inherited yet. */
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Map<String, CiClass> resolved = new HashMap<>();

    /** A class as one file declares it, with what another adds. */
    private record Declared(ClassDefinition definition, ModelFile file, ClassOrigin origin) {}

    /** @param violations those of reading, to which those of putting together are added */
    ModelAssembly(List<ModelFile> files, List<Violation> violations) {
        this.files = files;
        this.violations = violations;
    }

    /** @throws InvalidInput with every mistake */
    CiModel model() {
        files.forEach(this::declare);
        files.forEach(this::extend);
        declared.keySet().forEach(each -> resolve(each, new HashSet<>()));
        WorthlessLists worthless = worthless();
        List<RelationRule> relations = new RelationAssembly(files, declared.keySet(), violations).rules();
        declared.values().forEach(each -> check(each, worthless));
        checkKinds();
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return new CiModel(declared.keySet().stream().map(each -> Objects.requireNonNull(resolved.get(each))).toList(),
                relations, files.stream().map(ModelFile::area).toList(), worthless);
    }

    private void declare(ModelFile file) {
        ClassOrigin origin = file.area().name().equals(CiModelReader.OWN) ? ClassOrigin.OWN : ClassOrigin.SHIPPED;
        for (ClassDefinition definition : file.classes()) {
            if (!definition.isExtension()
                    && declared.putIfAbsent(definition.name(), new Declared(definition, file, origin)) != null) {
                complain(file, definition, "name", "a name of its own", definition.name() + " twice");
            }
        }
    }

    private void extend(ModelFile file) {
        for (ClassDefinition addition : file.classes()) {
            if (!addition.isExtension()) {
                continue;
            }
            Declared base = declared.get(addition.name());
            if (base == null) {
                known(file.place(addition.name()) + ".extends", addition.name());
            } else if (base.origin() != ClassOrigin.SHIPPED) {
                complain(file, addition, "extends", "a class that comes with the program, extended once",
                        addition.name());
            } else {
                declared.put(addition.name(),
                        new Declared(extended(base.definition(), addition), base.file(), ClassOrigin.EXTENDED));
            }
        }
    }

    private static ClassDefinition extended(ClassDefinition base, ClassDefinition addition) {
        return new ClassDefinition(base.name(), or(addition.label(), base.label()),
                or(addition.plural(), base.plural()), base.parent(), or(addition.description(), base.description()),
                base.keyedBy(), base.concrete(), false, both(base.attributes(), addition.attributes()),
                both(addition.identification(), base.identification()),
                both(addition.precedence(), base.precedence()),
                addition.retireAfter() == null ? base.retireAfter() : addition.retireAfter(),
                addition.attestEvery() == null ? base.attestEvery() : addition.attestEvery(), base.relations());
    }

    private static @Nullable String or(@Nullable String text, @Nullable String otherwise) {
        return text == null ? otherwise : text;
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Puts what is inherited before the class's own; null when there is no such class, or its line is a circle. */
    private @Nullable CiClass resolve(String name, Set<String> below) {
        CiClass done = resolved.get(name);
        Declared own = declared.get(name);
        if (done != null || own == null) {
            return done;
        }
        ClassDefinition definition = own.definition();
        if (!below.add(name)) {
            complain(own.file(), definition, "parent", "no circle", "a parent of itself");
            return null;
        }
        @Nullable
        String parentName = definition.parent();
        CiClass parent = null;
        if (parentName != null) {
            known(own.file().place(name) + ".parent", parentName);
            parent = resolve(parentName, below);
        }
        Map<String, Attribute> all = new LinkedHashMap<>();
        if (parent != null) {
            parent.attributes().forEach(attribute -> all.put(attribute.name(), attribute));
        }
        for (Attribute attribute : definition.attributes()) {
            if (all.putIfAbsent(attribute.name(), attribute) != null) {
                complain(own.file(), definition, "attributes", "each attribute once, parents' too",
                        attribute.name() + " twice");
            }
        }
        CiClass whole = whole(own, parent, List.copyOf(all.values()));
        resolved.put(name, whole);
        return whole;
    }

    private static CiClass whole(Declared own, @Nullable CiClass parent, List<Attribute> attributes) {
        ClassDefinition definition = own.definition();
        String name = definition.name();
        boolean inherits = parent != null && definition.identification().isEmpty();
        Duration retireAfter = definition.retireAfter();
        if (retireAfter == null) {
            retireAfter = parent == null ? RETIRE_AFTER : parent.retireAfter();
        }
        return new CiClass(name, Objects.requireNonNullElse(definition.label(), name),
                Objects.requireNonNullElse(definition.plural(), name), definition.parent(), definition.description(),
                Objects.requireNonNullElse(definition.keyedBy(), ""), attributes, own.file().area().name(),
                definition.concrete(), own.origin(),
                inherits && parent != null ? parent.identification() : definition.identification(),
                both(definition.precedence(), parent == null ? List.of() : parent.precedence()), retireAfter,
                definition.attestEvery() == null && parent != null ? parent.attestEvery() : definition.attestEvery());
    }

    private void check(Declared each, WorthlessLists worthless) {
        CiClass ciClass = resolved.get(each.definition().name());
        if (ciClass == null) {
            return;
        }
        Set<String> names = new HashSet<>();
        ciClass.attributes().forEach(attribute -> names.add(attribute.name()));
        for (IdentificationRule rule : each.definition().identification()) {
            rule.by().forEach(name -> attribute(each, "identification", name, names));
            rule.ignore().stream().filter(list -> !worthless.names().contains(list)).forEach(
                    list -> complain(each.file(), each.definition(), "identification.ignore",
                            "one of " + String.join(", ", worthless.names()), list));
        }
        for (PrecedenceRule rule : each.definition().precedence()) {
            rule.attributes().forEach(name -> attribute(each, "precedence", name, names));
        }
        for (Attribute attribute : each.definition().attributes()) {
            String reference = attribute.reference();
            if (reference != null) {
                known(each.file().place(ciClass.name()) + "." + attribute.name() + ".reference", reference);
            }
        }
    }

    private void attribute(Declared each, String key, String name, Set<String> names) {
        if (!names.contains(name)) {
            String nearest = Suggestion.nearest(name, names).map(hint -> "; did you mean " + hint + "?").orElse("");
            complain(each.file(), each.definition(), key, "an attribute of the class" + nearest, name);
        }
    }

    /** A filter by {@code attributes.speed} must mean the same in each class. */
    private void checkKinds() {
        Map<String, Attribute> first = new HashMap<>();
        for (Declared each : declared.values()) {
            for (Attribute attribute : each.definition().attributes()) {
                Attribute other = first.putIfAbsent(attribute.name(), attribute);
                if (other != null && other.type().kind() != attribute.type().kind()) {
                    complain(each.file(), each.definition(), "attributes",
                            attribute.name() + " of a type like " + other.type().text() + ", as in "
                                    + other.declaredBy(),
                            attribute.type().text());
                }
            }
        }
    }

    private WorthlessLists worthless() {
        return new WorthlessLists(files.stream().flatMap(file -> file.worthless().stream()).toList());
    }

    private void complain(ModelFile file, ClassDefinition definition, String key, String expected, String got) {
        violations.add(new Violation(file.place(definition.name()) + "." + key, expected, got));
    }

    private void known(String field, String ciClass) {
        if (!declared.containsKey(ciClass)) {
            String nearest = Suggestion.nearest(ciClass, declared.keySet()).map(hint -> "; did you mean " + hint + "?")
                    .orElse("");
            violations.add(new Violation(field, "a class" + nearest, ciClass));
        }
    }
}
