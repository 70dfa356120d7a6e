package io.binnacle.cmdb.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput.Violation;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns YAML into values that still know their lines. A collection that is referred to twice (an alias) is refused: no
 * file of ours needs it, and a few of them nested grow without bound.
 */
final class YamlTree {

    /**
     * @param values by key: null, String, Long, Double, Boolean, a Mapping, or a list of these
     * @param lines of each key, from 1
     */
    record Mapping(int line, Map<String, @Nullable Object> values, Map<String, Integer> lines) {

        static Mapping empty() {
            return new Mapping(1, Map.of(), Map.of());
        }
    }

    private final String name;
    private final List<Violation> violations;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlTree(String name, List<Violation> violations) {
        this.name = name;
        this.violations = violations;
    }

    /** A text that is no YAML mapping is a violation and reads as an empty one. */
    static Mapping read(String name, String text, List<Violation> violations) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).setAllowDuplicateKeys(false).build();
            Node root = new Compose(settings).composeString(text).orElse(null);
            if (root instanceof MappingNode mapping) {
                return new YamlTree(name, violations).mapping(mapping);
            }
            violations.add(new Violation(name, "a YAML mapping", root == null ? "nothing" : "something else"));
        } catch (YamlEngineException e) {
            violations.add(new Violation(name, "valid YAML", String.valueOf(e.getMessage())));
        }
        return Mapping.empty();
    }

    private Mapping mapping(MappingNode node) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        if (isFresh(node)) {
            for (NodeTuple tuple : node.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    if (lines.putIfAbsent(key.getValue(), line(key)) == null) {
                        values.put(key.getValue(), value(tuple.getValueNode()));
                    } else {
                        complain(key, "each key once", key.getValue() + " twice");
                    }
                } else {
                    complain(tuple.getKeyNode(), "a text for a key", "something else");
                }
            }
        }
        return new Mapping(line(node), values, lines);
    }

    private @Nullable Object value(Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping(mapping);
            case SequenceNode sequence -> list(sequence);
            case ScalarNode scalar -> scalar(scalar);
            default -> null;
        };
    }

    private List<@Nullable Object> list(SequenceNode node) {
        List<@Nullable Object> list = new ArrayList<>();
        if (isFresh(node)) {
            node.getValue().forEach(each -> list.add(value(each)));
        }
        return list;
    }

    private @Nullable Object scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        try {
            if (tag.equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            return tag.equals(Tag.FLOAT) ? Double.valueOf(text) : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private boolean isFresh(Node node) {
        boolean fresh = seen.add(node);
        if (!fresh) {
            complain(node, "no alias", "a part of the file a second time");
        }
        return fresh;
    }

    private void complain(Node node, String expected, String got) {
        violations.add(new Violation(name + ":" + line(node), expected, got));
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
