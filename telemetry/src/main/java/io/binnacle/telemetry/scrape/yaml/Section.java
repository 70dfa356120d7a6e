package io.binnacle.telemetry.scrape.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.kernel.text.Suggestion;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of a YAML file. What is wrong with a value goes to the faults, and the reader goes on with what counts when the
 * key is absent; a key without a value is absent. Belongs to one thread.
 *
 * <p>Scalars are read as Go's YAML does: {@code yes} is a truth value and a number may stand for a text.
 */
public final class Section {

    private static final Set<String> TRUE = Set.of("true", "yes", "on", "y");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "n");
    private static final Pattern BYTES = Pattern.compile("(\\d+)\\s*(?:([KMGTPE])i?)?B?");
    private static final String UNITS = "KMGTPE";

    private final String file;
    private final String path;
    private final int line;
    private final Faults faults;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();

    private Section(String file, String path, int line, Faults faults) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.faults = faults;
    }

    static Section of(String file, String path, MappingNode mapping, Faults faults) {
        Section section = new Section(file, path, line(mapping), faults);
        section.fill(mapping, new HashSet<>());
        return section;
    }

    /** Keys of an own mapping win over those that are merged into it. */
    private void fill(MappingNode mapping, Set<String> taken) {
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (key.equals("<<")) {
                merged.add(tuple.getValueNode());
            } else if (values.putIfAbsent(key, tuple.getValueNode()) == null) {
                lines.put(key, line(tuple.getKeyNode()));
                taken.add(key);
            } else if (!taken.add(key)) {
                fault(key, "each key once", "it is there twice");
            }
        }
        for (Node node : merged) {
            for (Node one : node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node)) {
                if (one instanceof MappingNode more) {
                    fill(more, new HashSet<>());
                } else {
                    faults.add(where("<<"), "keys with values", "something else");
                }
            }
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** Where it stands, such as {@code scrape_configs[2]}; empty at the top. */
    public String path() {
        return path;
    }

    public Faults faults() {
        return faults;
    }

    /** All keys, in the order of the file. */
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Whether that key has a value; does not take it. */
    public boolean has(String key) {
        Node node = values.get(key);
        return node != null && !YamlText.isNull(node);
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String where(String key) {
        return full(key) + " (" + file + ":" + lines.getOrDefault(key, line) + ")";
    }

    /** @param got must not be a secret */
    public void fault(String key, String expected, String got) {
        faults.add(where(key), expected, got);
    }

    /** About the whole section. */
    public void fault(String expected, String got) {
        faults.add((path.isEmpty() ? "" : path + " ") + "(" + file + ":" + line + ")", expected, got);
    }

    private @Nullable Node take(String key) {
        known.add(key);
        Node node = values.get(key);
        return node == null || YamlText.isNull(node) ? null : node;
    }

    private @Nullable String scalar(String key) {
        Node node = take(key);
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (node != null) {
            fault(key, "one value", "a list or section");
        }
        return null;
    }

    private <T> Optional<T> parsed(String key, String expected, Function<String, Optional<T>> parse) {
        String text = scalar(key);
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> parsed = parse.apply(text);
        if (parsed.isEmpty()) {
            fault(key, expected, text);
        }
        return parsed;
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(scalar(key));
    }

    public String text(String key, String standard) {
        String text = scalar(key);
        return text == null ? standard : text;
    }

    public Optional<Boolean> flag(String key) {
        return parsed(key, "true or false", text -> {
            String word = text.toLowerCase(Locale.ROOT);
            return TRUE.contains(word)
                    ? Optional.of(true)
                    : FALSE.contains(word) ? Optional.of(false) : Optional.empty();
        });
    }

    public boolean flag(String key, boolean standard) {
        return flag(key).orElse(standard);
    }

    /** A whole number that is not negative. */
    public Optional<Long> count(String key) {
        return parsed(key, "a whole number, 0 or more", text -> {
            try {
                long number = Long.parseLong(text);
                return number < 0 ? Optional.empty() : Optional.of(number);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** A whole number of 64 bits without a sign. */
    public Optional<Long> unsigned(String key) {
        return parsed(key, "a whole number, 0 or more", text -> {
            try {
                return Optional.of(Long.parseUnsignedLong(text));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    public Optional<Double> number(String key) {
        return parsed(key, "a number", text -> {
            try {
                return Optional.of(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    public Optional<Duration> duration(String key) {
        return parsed(key, "a duration such as 15s or 1h30m", DurationText::parse);
    }

    /** A size; {@code MB} means 1,048,576 bytes, as does {@code MiB}. */
    public Optional<Long> bytes(String key) {
        return parsed(key, "a size such as 10MB", text -> {
            Matcher matcher = BYTES.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            try {
                int power = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
                return Optional.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power)));
            } catch (ArithmeticException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** Empty when the key is absent. */
    public List<String> texts(String key) {
        Node node = take(key);
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(YamlText.isNull(scalar) ? "" : scalar.getValue());
                } else {
                    fault(key, "a list of single values", "a list or section in it");
                }
            }
        } else if (node != null) {
            fault(key, "a list", "something else");
        }
        return List.copyOf(texts);
    }

    /** Texts by name, in the order of the file; empty when the key is absent. */
    public Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        section(key).ifPresent(section -> section.keys().forEach(name -> texts.put(name, section.text(name, ""))));
        return texts;
    }

    /** Lists of texts by name, in the order of the file; empty when the key is absent. */
    public Map<String, List<String>> listMap(String key) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        section(key).ifPresent(section -> section.keys().forEach(name -> lists.put(name, section.texts(name))));
        return lists;
    }

    public Optional<Section> section(String key) {
        Node node = take(key);
        if (node instanceof MappingNode mapping) {
            return Optional.of(of(file, full(key), mapping, faults));
        }
        if (node != null) {
            fault(key, "keys with values", "something else");
        }
        return Optional.empty();
    }

    /** Sections in a list; empty when the key is absent. */
    public List<Section> sections(String key) {
        Node node = take(key);
        List<Section> sections = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                if (sequence.getValue().get(i) instanceof MappingNode mapping) {
                    sections.add(of(file, full(key) + "[" + i + "]", mapping, faults));
                } else {
                    fault(key, "keys with values in [" + i + "]", "nothing, or something else");
                }
            }
        } else if (node != null) {
            fault(key, "a list", "something else");
        }
        return sections;
    }

    /** Takes a key whatever its value is. */
    public void ignore(String key) {
        known.add(key);
    }

    /** Refuses every key that was not taken. */
    public void end() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                fault(key, "a known key" + Suggestion.nearest(key, known)
                        .map(near -> "; did you mean " + near + "?").orElse(""), "an unknown one");
            }
        }
    }
}
