package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.binnacle.cmdb.model.YamlTree.Mapping;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file, read strictly: every missing, mistyped or unknown key is collected with its place
 * ({@code server.yaml:12 classes[3].attributes[0].type}), so that all mistakes of a file are told at once. Each key is
 * asked for once; {@link #close} then complains of keys nobody asked for. For one thread.
 */
public final class YamlMap implements AutoCloseable {

    private final String file;
    /** Of this mapping in the file; "" for the whole. */
    private final String path;
    private final Mapping mapping;
    private final List<Violation> violations;
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlMap(String file, String path, Mapping mapping, List<Violation> violations) {
        this.file = file;
        this.path = path;
        this.mapping = mapping;
        this.violations = violations;
    }

    /**
     * @param name of the file, for messages
     * @param violations where mistakes are collected; a file that is no YAML mapping reads as an empty one
     */
    public static YamlMap read(String name, String text, List<Violation> violations) {
        return new YamlMap(name, "", YamlTree.read(name, text, violations), violations);
    }

    /** Where this mapping stands: file, line and path, for messages. */
    public String path() {
        return place(mapping.line(), path);
    }

    public void complain(String key, String expected, @Nullable Object got) {
        int line = mapping.lines().getOrDefault(key, mapping.line());
        violations.add(new Violation(place(line, inside(key)), expected, got == null ? "nothing" : words(got)));
    }

    private String place(int line, String where) {
        return file + ":" + line + (where.isEmpty() ? "" : " " + where);
    }

    private String inside(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String words(Object got) {
        return switch (got) {
            case Mapping map -> "a mapping of " + String.join(", ", map.values().keySet());
            case List<?> list -> "a list of " + list.size();
            default -> String.valueOf(got);
        };
    }

    /** A text that must be there; "" when it is not, which is then collected. */
    public String text(String key) {
        Optional<String> text = findText(key);
        if (text.isEmpty() && mapping.values().get(key) == null) {
            complain(key, "a text", null);
        }
        return text.orElse("");
    }

    public Optional<String> findText(String key) {
        return switch (ask(key)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            case Number number -> Optional.of(number.toString());
            case Boolean flag -> Optional.of(flag.toString());
            case Object other -> {
                complain(key, "a text", other);
                yield Optional.empty();
            }
        };
    }

    /** Whether the key is there with a value. */
    public boolean has(String key) {
        return mapping.values().get(key) != null;
    }

    public boolean flag(String key, boolean otherwise) {
        Object value = ask(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        complain(key, "true or false", value);
        return otherwise;
    }

    public Optional<Double> findNumber(String key) {
        Object value = ask(key);
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        if (value != null) {
            complain(key, "a number", value);
        }
        return Optional.empty();
    }

    /** As Prometheus spells durations: {@code 30m}, {@code 7d}. */
    public Optional<Duration> findDuration(String key) {
        Optional<String> text = findText(key);
        Optional<Duration> duration = text.flatMap(DurationText::parse);
        if (text.isPresent() && duration.isEmpty()) {
            complain(key, "a duration such as 30m", text.get());
        }
        return duration;
    }

    /** One of the constants of an enum, in small letters. */
    public <E extends Enum<E>> Optional<E> findWord(String key, Class<E> words) {
        Optional<String> text = findText(key);
        Optional<E> word = text.flatMap(given -> Arrays.stream(words.getEnumConstants())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(given)).findFirst());
        if (text.isPresent() && word.isEmpty()) {
            List<String> all = Arrays.stream(words.getEnumConstants())
                    .map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
            complain(key, Suggestion.nearest(text.get(), all).map(nearest -> "did you mean " + nearest + "? one of ")
                    .orElse("one of ") + String.join(", ", all), text.get());
        }
        return word;
    }

    /** A text or a list of texts; empty when there is none. */
    public List<String> texts(String key) {
        return switch (ask(key)) {
            case null -> List.of();
            case List<?> list -> list.stream().filter(Objects::nonNull).map(String::valueOf).toList();
            case Mapping other -> {
                complain(key, "a list of texts", other);
                yield List.of();
            }
            case Object one -> List.of(String.valueOf(one));
        };
    }

    /** A list of whole numbers; empty when there is none. */
    public List<Integer> integers(String key) {
        List<Integer> numbers = new ArrayList<>();
        for (String text : texts(key)) {
            try {
                numbers.add(Integer.valueOf(text));
            } catch (NumberFormatException e) {
                complain(key, "whole numbers", text);
            }
        }
        return numbers;
    }

    /** A list of mappings; empty when there is none. */
    public List<YamlMap> maps(String key) {
        List<YamlMap> maps = new ArrayList<>();
        switch (ask(key)) {
            case null -> {
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    String place = key + "[" + i + "]";
                    if (list.get(i) instanceof Mapping map) {
                        maps.add(new YamlMap(file, inside(place), map, violations));
                    } else {
                        complain(place, "a mapping", list.get(i));
                    }
                }
            }
            case Object other -> complain(key, "a list of mappings", other);
        }
        return maps;
    }

    /** A mapping; empty when there is none. */
    public Optional<YamlMap> map(String key) {
        return switch (ask(key)) {
            case null -> Optional.empty();
            case Mapping map -> Optional.of(new YamlMap(file, inside(key), map, violations));
            case Object other -> {
                complain(key, "a mapping", other);
                yield Optional.empty();
            }
        };
    }

    /** Complains of every key that nobody asked for. */
    @Override
    public void close() {
        for (String name : mapping.values().keySet()) {
            if (!asked.contains(name)) {
                String known = Suggestion.nearest(name, asked).map(nearest -> "did you mean " + nearest + "?")
                        .orElse("one of " + String.join(", ", asked));
                complain(name, known, "an unknown key");
            }
        }
    }

    private @Nullable Object ask(String key) {
        asked.add(key);
        return mapping.values().get(key);
    }
}
