package io.binnacle.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.binnacle.kernel.error.InvalidInput.Violation;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Settings from a YAML file; keeps the line of each, so that an error can name it. */
final class YamlFile {

    private static final int CHARACTERS_MAX = 1 << 20;

    private final String name;
    private final Map<String, Source.Entry> entries = new HashMap<>();
    private final List<Violation> errors = new ArrayList<>();

    private YamlFile(String name) {
        this.name = name;
    }

    static Source read(Path file) {
        YamlFile yaml = new YamlFile(String.valueOf(file.getFileName()));
        try {
            yaml.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            yaml.errors.add(new Violation("--config", "a file that exists", file.toString()));
        } catch (IOException e) {
            yaml.errors.add(new Violation("--config", "a file that can be read as UTF-8", file + " (" + e + ")"));
        }
        return new Source(yaml.entries, yaml.errors);
    }

    private void parse(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).setCodePointLimit(CHARACTERS_MAX)
                .setAllowDuplicateKeys(false).setMaxAliasesForCollections(10).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return;
            }
            if (root.get() instanceof MappingNode mapping) {
                flatten(mapping, "");
            } else {
                errors.add(new Violation(name, "sections with keys", "something else at the top"));
            }
        } catch (YamlEngineException e) {
            errors.add(new Violation(name, "well-formed YAML", String.valueOf(e.getMessage()).replaceAll("\\s+", " ")));
        }
    }

    private void flatten(MappingNode mapping, String prefix) {
        for (NodeTuple tuple : mapping.getValue()) {
            String key = prefix + (tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?");
            Node value = tuple.getValueNode();
            if (value instanceof MappingNode section) {
                flatten(section, key + ".");
            } else if (!(value instanceof ScalarNode scalar)) {
                errors.add(new Violation(key + " (" + place(value) + ")", "one value", "a list"));
            } else if (!scalar.getTag().equals(Tag.NULL)) {
                // A key without a value leaves the standard in place.
                put(key, scalar, place(tuple.getKeyNode()));
            }
        }
    }

    private void put(String key, ScalarNode scalar, String place) {
        if (entries.putIfAbsent(key, new Source.Entry(scalar.getValue(), place)) != null) {
            errors.add(new Violation(key + " (" + place + ")", "each key once", "it is there twice"));
        }
    }

    private String place(Node node) {
        return node.getStartMark().map(mark -> name + ":" + (mark.getLine() + 1)).orElse(name);
    }
}
