package io.binnacle.cmdb.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.google.re2j.PatternSyntaxException;
import io.binnacle.kernel.error.InvalidInput.Violation;
import org.jspecify.annotations.Nullable;

/** Reads what YAML says of classes and relations; whether it fits together is {@link ModelAssembly}'s business. */
final class DefinitionReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String NAME_WORDS = "small letters, digits and _, a letter first";

    private DefinitionReader() {
    }

    /** @param name of the file; without its ending the area's, unless the file says otherwise */
    static ModelFile file(String name, String yaml, List<Violation> violations) {
        try (YamlMap file = YamlMap.read(name, yaml, violations)) {
            ModelArea area = area(name, file);
            Map<String, String> places = new LinkedHashMap<>();
            List<ClassDefinition> classes = new ArrayList<>();
            for (YamlMap each : file.maps("classes")) {
                ClassDefinition definition = ciClass(each);
                places.putIfAbsent(definition.name(), each.path());
                classes.add(definition);
            }
            List<WorthlessValues> worthless = new ArrayList<>();
            for (YamlMap each : file.maps("worthless")) {
                worthless.add(worthless(each));
            }
            List<RelationDefinition> relations = new ArrayList<>();
            for (YamlMap each : file.maps("relations")) {
                relations.addAll(relations(each));
            }
            return new ModelFile(name, area, classes, relations, worthless, places);
        }
    }

    /** A text that is one class. */
    static ClassDefinition oneClass(String name, String yaml, List<Violation> violations) {
        return ciClass(YamlMap.read(name, yaml, violations));
    }

    private static ModelArea area(String name, YamlMap file) {
        String areaName = name.endsWith(".yaml") ? name.substring(0, name.length() - ".yaml".length()) : name;
        Optional<YamlMap> given = file.map("area");
        if (given.isEmpty()) {
            return new ModelArea(areaName, areaName, 1);
        }
        try (YamlMap area = given.get()) {
            List<Integer> version = area.integers("version");
            return new ModelArea(areaName, area.text("label"), version.isEmpty() ? 1 : version.getFirst());
        }
    }

    private static ClassDefinition ciClass(YamlMap map) {
        try (map) {
            String name = name(map, "name");
            boolean extension = map.flag("extends", false);
            List<Attribute> attributes = new ArrayList<>();
            for (YamlMap each : map.maps("attributes")) {
                attributes.add(attribute(each, name));
            }
            List<IdentificationRule> identification = new ArrayList<>();
            for (YamlMap each : map.maps("identification")) {
                identification.add(identification(each));
            }
            List<PrecedenceRule> precedence = new ArrayList<>();
            for (YamlMap each : map.maps("precedence")) {
                precedence.add(precedence(each));
            }
            List<RelationDefinition> relations = new ArrayList<>();
            for (YamlMap each : map.maps("relations")) {
                relations.add(ownRelation(each));
            }
            @Nullable
            String label = extension ? map.findText("label").orElse(null) : map.text("label");
            @Nullable
            String plural = extension ? map.findText("plural").orElse(null) : map.text("plural");
            return new ClassDefinition(name, label, plural, map.findText("parent").orElse(null),
                    map.findText("description").orElse(null), map.findText("keyedBy").orElse(null),
                    !map.flag("abstract", false), extension, attributes, identification, precedence,
                    map.findDuration("retireAfter").orElse(null), map.findDuration("attestEvery").orElse(null),
                    relations);
        }
    }

    private static Attribute attribute(YamlMap map, String ciClass) {
        try (map) {
            String name = name(map, "name");
            AttributeType type = map.findWord("type", AttributeType.class).orElse(AttributeType.TEXT);
            Constraint constraint = constraint(map);
            if (type == AttributeType.ENUM && constraint.oneOf().isEmpty()) {
                map.complain("oneOf", "the values of an enum", null);
            }
            @Nullable
            String reference = map.findText("reference").orElse(null);
            if (type == AttributeType.REFERENCE != (reference != null)) {
                map.complain("reference",
                        type == AttributeType.REFERENCE
                                ? "the class that it refers to"
                                : "nothing without type reference",
                        reference);
            }
            return new Attribute(name, map.text("label"), type, map.findText("unit").orElse(null),
                    map.findText("description").orElse(null), map.flag("sensitive", false),
                    map.flag("tracked", true), constraint.isEmpty() ? null : constraint, reference,
                    map.findText("was").orElse(null), ciClass);
        }
    }

    private static Constraint constraint(YamlMap map) {
        @Nullable
        String pattern = map.findText("pattern").orElse(null);
        if (pattern != null) {
            checkPattern(map, "pattern", pattern);
        }
        @Nullable
        Double min = map.findNumber("min").orElse(null);
        @Nullable
        Double max = map.findNumber("max").orElse(null);
        if (min != null && max != null && min > max) {
            map.complain("max", "at least min, " + min, max);
        }
        return new Constraint(map.flag("required", false), map.flag("unique", false), pattern, min, max,
                map.texts("oneOf"));
    }

    private static void checkPattern(YamlMap map, String key, String pattern) {
        try {
            com.google.re2j.Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            map.complain(key, "an RE2 expression: " + e.getDescription(), pattern);
        }
    }

    private static IdentificationRule identification(YamlMap map) {
        try (map) {
            List<String> by = map.texts("by");
            if (by.isEmpty()) {
                map.complain("by", "names of attributes", null);
            }
            double sureness = map.findNumber("sureness").orElse(0.9);
            if (!(sureness > 0 && sureness <= 1)) {
                map.complain("sureness", "more than 0, at most 1", sureness);
            }
            return new IdentificationRule(by, sureness, map.flag("unique", true), map.texts("ignore"));
        }
    }

    private static PrecedenceRule precedence(YamlMap map) {
        try (map) {
            List<String> sources = map.texts("sources");
            if (sources.isEmpty()) {
                map.complain("sources", "names of sources, or *", null);
            }
            return new PrecedenceRule(map.texts("attributes"), sources,
                    map.findWord("mode", PrecedenceRule.Mode.class).orElse(PrecedenceRule.Mode.OVERWRITE),
                    map.findDuration("halfLife").orElse(null));
        }
    }

    private static WorthlessValues worthless(YamlMap map) {
        try (map) {
            List<String> patterns = map.texts("patterns");
            patterns.forEach(each -> checkPattern(map, "patterns", each));
            return new WorthlessValues(name(map, "name"), map.texts("values"), patterns);
        }
    }

    /** A relation of a class with others: either end may be left out, then the class itself is meant. */
    private static RelationDefinition ownRelation(YamlMap map) {
        try (map) {
            RelationDefinition relation = relation(map, map, null);
            if (!relation.from().isEmpty() && !relation.to().isEmpty()) {
                map.complain("from", "one end left out, where the class itself is", String.join(", ", relation.from()));
            }
            return relation;
        }
    }

    /** A relation type, without ends, and then each of its pairs of ends. */
    private static List<RelationDefinition> relations(YamlMap map) {
        try (map) {
            RelationDefinition type = relation(map, map, null);
            List<RelationDefinition> all = new ArrayList<>(List.of(type));
            for (YamlMap ends : map.maps("between")) {
                try (ends) {
                    all.add(relation(map, ends, type));
                    for (String end : List.of("from", "to")) {
                        if (ends.texts(end).isEmpty()) {
                            ends.complain(end, "classes", null);
                        }
                    }
                }
            }
            return all;
        }
    }

    /** @param type what holds for all pairs of ends; null where there is only one */
    private static RelationDefinition relation(YamlMap map, YamlMap ends, @Nullable RelationDefinition type) {
        Optional<Cardinality> cardinality = ends.findWord("cardinality", Cardinality.class);
        Optional<Propagation> propagation = ends.findWord("failure", Propagation.class);
        if (type != null) {
            return new RelationDefinition(type.type(), type.label(), type.inverse(), ends.texts("from"),
                    ends.texts("to"), cardinality.orElse(type.cardinality()),
                    propagation.orElse(type.propagation()), type.lasting(), type.linger());
        }
        @Nullable
        Boolean lasting = map.has("lasting") ? map.flag("lasting", false) : null;
        return new RelationDefinition(name(map, "type"), map.findText("label").orElse(null),
                map.findText("inverse").orElse(null), map.texts("from"), map.texts("to"),
                cardinality.orElse(null), propagation.orElse(null), lasting, map.findDuration("linger").orElse(null));
    }

    private static String name(YamlMap map, String key) {
        String name = map.text(key);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            map.complain(key, NAME_WORDS, name);
        }
        return name;
    }
}
