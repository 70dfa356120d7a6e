package io.binnacle.insight.rule.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import io.binnacle.kernel.text.Suggestion;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A place in a YAML file that knows its line and gathers faults instead of stopping at the first. Each reading method
 * reports what is wrong and answers empty then.
 */
public record YamlNode(Node node, String file, List<YamlFault> faults) {

    private static final String MERGE = "<<";

    public void fault(String message) {
        faults.add(new YamlFault(file, line(), node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1),
                message));
    }

    /** Where it begins, from 1. */
    public int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private YamlNode at(Node other) {
        return new YamlNode(other, file, faults);
    }

    /** The entries of a mapping whose keys must all be known; a null {@code known} allows any key. */
    public Map<String, YamlNode> mapping(String what, @Nullable Collection<String> known) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            fault(what + ": expected a mapping of keys and values");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = at(tuple.getKeyNode());
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (name.equals(MERGE)) {
                at(tuple.getValueNode()).merged(what, known).forEach(entries::putIfAbsent);
            } else if (known != null && !known.contains(name)) {
                key.fault("unknown key " + name + " in " + what + Suggestion.nearest(name, known)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("; known are " + String.join(", ", known)));
            } else if (entries.put(name, at(tuple.getValueNode())) != null) {
                key.fault(what + ": " + name + " is given twice");
            }
        }
        return entries;
    }

    /** What {@code <<} takes over from one mapping, or from several. */
    private Map<String, YamlNode> merged(String what, @Nullable Collection<String> known) {
        if (!(node instanceof SequenceNode)) {
            return mapping(what, known);
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        sequence(what).forEach(item -> item.mapping(what, known).forEach(entries::putIfAbsent));
        return entries;
    }

    public List<YamlNode> sequence(String what) {
        List<YamlNode> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> items.add(at(item)));
        } else {
            fault(what + ": expected a list");
        }
        return items;
    }

    public Optional<String> text(String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue().strip());
        }
        fault(what + ": expected a text");
        return Optional.empty();
    }

    /** Whether nothing stands there: null, or no value at all. */
    public boolean isNothing() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Any scalar's characters, as they stand there: {@code 5}, {@code yes}; nothing is an empty text. */
    public Optional<String> characters(String what) {
        if (isNothing()) {
            return Optional.of("");
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        fault(what + ": expected a text");
        return Optional.empty();
    }

    public OptionalDouble number(String what) {
        if (node instanceof ScalarNode scalar) {
            try {
                double number = Double.parseDouble(scalar.getValue());
                if (Double.isFinite(number)) {
                    return OptionalDouble.of(number);
                }
            } catch (NumberFormatException e) {
                // told below
            }
        }
        fault(what + ": expected a number" + got());
        return OptionalDouble.empty();
    }

    public Optional<Boolean> yesOrNo(String what) {
        if (node instanceof ScalarNode scalar
                && (scalar.getValue().equals("true") || scalar.getValue().equals("false"))) {
            return Optional.of(scalar.getValue().equals("true"));
        }
        fault(what + ": expected true or false" + got());
        return Optional.empty();
    }

    public Optional<Duration> duration(String what) {
        Optional<Duration> duration = node instanceof ScalarNode scalar
                ? DurationText.parse(scalar.getValue())
                : Optional.empty();
        if (duration.isEmpty()) {
            fault(what + ": expected a duration such as 30s or 5m" + got());
        }
        return duration;
    }

    /** One of a few words. */
    public Optional<String> word(String what, Collection<String> words) {
        Optional<String> text = text(what);
        if (text.isPresent() && !words.contains(text.get())) {
            fault(what + ": expected one of " + String.join(", ", words) + ", got " + text.get() + Suggestion
                    .nearest(text.get(), words).map(nearest -> "; did you mean " + nearest + "?").orElse(""));
            return Optional.empty();
        }
        return text;
    }

    private String got() {
        return node instanceof ScalarNode scalar ? ", got " + scalar.getValue() : "";
    }
}
