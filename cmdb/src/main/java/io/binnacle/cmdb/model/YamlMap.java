package io.binnacle.cmdb.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One mapping of a YAML file, read strictly: every missing, mistyped or unknown key is collected with its place
 * ({@code classes[3].attributes[0].type}), so that all mistakes of a file are told at once. Each key is asked for once;
 * {@link #close} then complains of keys nobody asked for. For one thread.
 */
public final class YamlMap implements AutoCloseable {

    private final String path;
    private final Map<?, ?> values;
    private final List<Violation> violations;
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlMap(String path, Map<?, ?> values, List<Violation> violations) {
        this.path = path;
        this.values = values;
        this.violations = violations;
    }

    /**
     * @param name of the file, for messages
     * @param violations where mistakes are collected; a file that is no YAML mapping reads as an empty one
     */
    public static YamlMap read(String name, String text, List<Violation> violations) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).setAllowDuplicateKeys(false).build();
            if (new Load(settings).loadFromString(text) instanceof Map<?, ?> map) {
                return new YamlMap(name, map, violations);
            }
            violations.add(new Violation(name, "a YAML mapping", "something else"));
        } catch (YamlEngineException e) {
            violations.add(new Violation(name, "valid YAML", String.valueOf(e.getMessage())));
        }
        return new YamlMap(name, Map.of(), violations);
    }

    /** Where this mapping stands, for messages. */
    public String path() {
        return path;
    }

    public void complain(String key, String expected, @Nullable Object got) {
        violations.add(new Violation(path + "." + key, expected, got == null ? "nothing" : String.valueOf(got)));
    }

    /** A text that must be there; "" when it is not, which is then collected. */
    public String text(String key) {
        Optional<String> text = findText(key);
        if (text.isEmpty() && !(values.get(key) instanceof Map || values.get(key) instanceof List)) {
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

    /** A text or a list of texts; empty when there is none. */
    public List<String> texts(String key) {
        return switch (ask(key)) {
            case null -> List.of();
            case List<?> list -> list.stream().filter(Objects::nonNull).map(String::valueOf).toList();
            case Map<?, ?> other -> {
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
                    if (list.get(i) instanceof Map<?, ?> map) {
                        maps.add(new YamlMap(path + "." + place, map, violations));
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
            case Map<?, ?> map -> Optional.of(new YamlMap(path + "." + key, map, violations));
            case Object other -> {
                complain(key, "a mapping", other);
                yield Optional.empty();
            }
        };
    }

    /** Complains of every key that nobody asked for. */
    @Override
    public void close() {
        for (Object key : values.keySet()) {
            String name = String.valueOf(key);
            if (!asked.contains(name)) {
                String known = Suggestion.nearest(name, asked).map(nearest -> "did you mean " + nearest + "?")
                        .orElse("one of " + String.join(", ", asked));
                complain(name, known, "an unknown key");
            }
        }
    }

    private @Nullable Object ask(String key) {
        asked.add(key);
        return values.get(key);
    }
}
