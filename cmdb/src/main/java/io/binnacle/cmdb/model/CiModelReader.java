package io.binnacle.cmdb.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/** Reads a {@link CiModel} from YAML; a model with any mistake is refused with all of them. */
public final class CiModelReader {

    private static final String SHIPPED = "ci-classes.yaml";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final List<Violation> violations = new ArrayList<>();
    /** In the order of the file, attributes not inherited yet. */
    private final Map<String, CiClass> declared = new LinkedHashMap<>();
    private final Map<String, CiClass> resolved = new LinkedHashMap<>();

    private CiModelReader() {
    }

    /** The model that Binnacle ships; read once. */
    public static CiModel shipped() {
        return Shipped.MODEL;
    }

    private static final class Shipped {
        static final CiModel MODEL = readShipped();
    }

    private static CiModel readShipped() {
        try (InputStream in = CiModelReader.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new BugException(SHIPPED + " is not on the classpath");
            }
            return read(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param name of the file, for messages
     * @throws InvalidInput with every mistake
     */
    public static CiModel read(String name, String yaml) {
        return new CiModelReader().parse(name, yaml);
    }

    private CiModel parse(String name, String yaml) {
        List<RelationRule> relations = new ArrayList<>();
        try (YamlMap file = YamlMap.read(name, yaml, violations)) {
            for (YamlMap each : file.maps("classes")) {
                readClass(each);
            }
            for (String each : declared.keySet()) {
                resolve(each, new HashSet<>());
            }
            for (YamlMap each : file.maps("relations")) {
                relations.addAll(readRelations(each));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return new CiModel(declared.keySet().stream().map(resolved::get).toList(), relations);
    }

    private void readClass(YamlMap map) {
        try (map) {
            String name = name(map);
            List<Attribute> attributes = new ArrayList<>();
            for (YamlMap each : map.maps("attributes")) {
                attributes.add(readAttribute(each));
            }
            CiClass ciClass = new CiClass(name, map.text("label"), map.text("plural"),
                    map.findText("parent").orElse(null), map.findText("description").orElse(null),
                    map.findText("keyedBy").orElse(""), attributes);
            if (declared.putIfAbsent(name, ciClass) != null) {
                map.complain("name", "a name of its own", name + " twice");
            }
        }
    }

    private Attribute readAttribute(YamlMap map) {
        try (map) {
            String name = name(map);
            String typeText = map.findText("type").orElse("text");
            AttributeType type = AttributeType.parse(typeText).orElse(null);
            if (type == null) {
                map.complain("type", "text, integer, number, bytes, boolean, time or list", typeText);
                type = AttributeType.TEXT;
            }
            return new Attribute(name, map.text("label"), type, map.findText("unit").orElse(null),
                    map.findText("description").orElse(null), map.flag("sensitive", false),
                    map.flag("tracked", true));
        }
    }

    private String name(YamlMap map) {
        String name = map.text("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            map.complain("name", "small letters, digits and _, a letter first", name);
        }
        return name;
    }

    /** Puts the parent's attributes before the class's own. */
    private List<Attribute> resolve(String name, Set<String> below) {
        CiClass done = resolved.get(name);
        if (done != null) {
            return done.attributes();
        }
        CiClass own = declared.get(name);
        if (own == null) {
            return List.of();
        }
        if (!below.add(name)) {
            violations.add(new Violation("classes." + name + ".parent", "no circle", "a parent of itself"));
            return List.of();
        }
        Map<String, Attribute> all = new LinkedHashMap<>();
        String parent = own.parent();
        if (parent != null) {
            known("classes." + name + ".parent", parent);
            resolve(parent, below).forEach(attribute -> all.put(attribute.name(), attribute));
        }
        for (Attribute attribute : own.attributes()) {
            if (all.putIfAbsent(attribute.name(), attribute) != null) {
                violations.add(new Violation("classes." + name + ".attributes", "each attribute once, parents' too",
                        attribute.name() + " twice"));
            }
        }
        CiClass whole = new CiClass(name, own.label(), own.plural(), parent, own.description(), own.keyedBy(),
                List.copyOf(all.values()));
        resolved.put(name, whole);
        return whole.attributes();
    }

    private List<RelationRule> readRelations(YamlMap map) {
        try (map) {
            String type = map.text("type");
            String label = map.text("label");
            String inverse = map.text("inverse");
            boolean lasting = map.flag("lasting", false);
            String lingerText = map.findText("linger").orElse("0");
            Duration linger = DurationText.parse(lingerText).orElse(null);
            if (linger == null) {
                map.complain("linger", "a duration such as 30m", lingerText);
                linger = Duration.ZERO;
            }
            List<RelationRule> rules = new ArrayList<>();
            for (YamlMap ends : map.maps("between")) {
                try (ends) {
                    for (String from : ends.texts("from")) {
                        for (String to : ends.texts("to")) {
                            known(ends.path() + ".from", from);
                            known(ends.path() + ".to", to);
                            rules.add(new RelationRule(type, label, inverse, from, to, lasting, linger));
                        }
                    }
                }
            }
            return rules;
        }
    }

    private void known(String field, String ciClass) {
        if (!declared.containsKey(ciClass)) {
            @Nullable
            String nearest = Suggestion.nearest(ciClass, declared.keySet()).orElse(null);
            violations.add(new Violation(field, nearest == null ? "a class" : "a class; did you mean " + nearest + "?",
                    ciClass));
        }
    }
}
