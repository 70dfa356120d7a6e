package io.binnacle.server.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/** Makes the configuration's records of texts, and tells every text that will not do. */
final class Binder {

    /** One key of the configuration. */
    record Key(String name, Class<?> type, Setting setting, boolean nullable) {}

    private final Map<String, Source.Entry> texts;
    private final List<Violation> errors;
    /** Of the keys whose text will do. */
    private final Map<String, Optional<Object>> values = new HashMap<>();

    Binder(Map<String, Source.Entry> texts, List<Violation> errors) {
        this.texts = texts;
        this.errors = errors;
    }

    /** All keys in the order of the records. */
    static SequencedMap<String, Key> keys() {
        SequencedMap<String, Key> keys = new LinkedHashMap<>();
        collect(Configuration.class, "", keys);
        return keys;
    }

    private static void collect(Class<?> record, String prefix, Map<String, Key> keys) {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + component.getName();
            Setting setting = component.getAnnotation(Setting.class);
            if (setting != null) {
                keys.put(name, new Key(name, component.getType(), setting, nullable(component)));
            } else if (component.getType().isRecord()) {
                collect(component.getType(), name + ".", keys);
            } else {
                throw new BugException("the setting " + name + " says nothing about itself");
            }
        }
    }

    private static boolean nullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    void refuseUnknown(Map<String, Key> keys) {
        texts.forEach((name, entry) -> {
            if (!keys.containsKey(name)) {
                boolean section = keys.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
                String expected = section
                        ? "a section with keys below it"
                        : "a known key" + Suggestion.nearest(name, keys.keySet())
                                .or(() -> nearestByLastWord(name, keys)).map(near -> "; did you mean " + near + "?")
                                .orElse("; `binnacle config print` lists them");
                errors.add(new Violation(name + " (" + entry.place() + ")", expected, section
                        ? entry.text()
                        : "an unknown key"));
            }
        });
    }

    /** {@code listen} at the top was probably meant to be {@code server.listen}. */
    private static Optional<String> nearestByLastWord(String name, Map<String, Key> keys) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return keys.keySet().stream().filter(key -> key.endsWith("." + last)).findFirst();
    }

    /** Null when some text in it will not do; the errors say which. */
    @Nullable
    Object bind(Class<?> record, String prefix) {
        RecordComponent[] components = record.getRecordComponents();
        @Nullable
        Object[] values = new @Nullable Object[components.length];
        int errorsBefore = errors.size();
        for (int i = 0; i < components.length; i++) {
            String name = prefix + components[i].getName();
            Setting setting = components[i].getAnnotation(Setting.class);
            values[i] = setting == null
                    ? bind(components[i].getType(), name + ".")
                    : value(new Key(name, components[i].getType(), setting, nullable(components[i])));
        }
        return errors.size() > errorsBefore ? null : make(record, components, values);
    }

    private static Object make(Class<?> record, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException
                | InvocationTargetException e) {
            throw new BugException("cannot make " + record, e);
        }
    }

    /** Whether the texts of all these keys will do, or there are none. */
    boolean hasGood(String... names) {
        return values.keySet().containsAll(List.of(names));
    }

    /** What a key that {@link #hasGood is good} was bound to; null when it is nothing. */
    <T> @Nullable T good(String name, Class<T> type) {
        Optional<Object> value = values.get(name);
        if (value == null) {
            throw new BugException(name + " is no key with a good value");
        }
        return type.cast(value.orElse(null));
    }

    private @Nullable Object value(Key key) {
        Source.Entry entry = texts.get(key.name());
        String text = entry != null ? entry.text().strip() : key.setting().standard();
        if (text.isEmpty() && key.nullable()) {
            values.put(key.name(), Optional.empty());
            return null;
        }
        String place = entry == null ? key.name() : key.name() + " (" + entry.place() + ")";
        try {
            Object value = parse(key, text);
            checkRange(key, value, text);
            values.put(key.name(), Optional.of(value));
            return value;
        } catch (InvalidInput e) {
            String got = key.setting().secret() ? "something else" : text;
            errors.add(new Violation(place, e.violations().get(0).expected(), got));
            return null;
        }
    }

    private static Object parse(Key key, String text) {
        Class<?> type = key.type();
        if (type == String.class) {
            return text;
        }
        if (type == int.class) {
            return number(text);
        }
        if (type == boolean.class) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new InvalidInput(key.name(), "true or false", text);
            };
        }
        if (type == Duration.class) {
            return DurationText.parse(text)
                    .orElseThrow(() -> new InvalidInput(key.name(), "a duration such as 30s, 5m or 1h30m", text));
        }
        if (type == ByteSize.class) {
            return ByteSize.parse(text)
                    .orElseThrow(() -> new InvalidInput(key.name(), "a size such as 64KiB or 1MiB", text));
        }
        if (type == ListenAddress.class) {
            return ListenAddress.parse(text);
        }
        if (type == ServerAddress.class) {
            return ServerAddress.parse(key.name(), text);
        }
        if (type == Path.class) {
            return path(key, text);
        }
        if (type == URI.class) {
            return url(key, text);
        }
        if (type.isEnum()) {
            return word(key, text);
        }
        throw new BugException("no way to read a " + type + " for " + key.name());
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new InvalidInput("number", "a whole number", text);
        }
    }

    private static Path path(Key key, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidInput(key.name(), "a path", text);
        }
    }

    private static URI url(Key key, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as for a URL of another kind.
        }
        throw new InvalidInput(key.name(), "a URL such as https://binnacle.example.org", text);
    }

    private static Object word(Key key, String text) {
        List<String> words = new ArrayList<>();
        for (Object constant : key.type().getEnumConstants()) {
            String word = constant.toString().toLowerCase(Locale.ROOT);
            if (word.equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
            words.add(word);
        }
        throw new InvalidInput(key.name(), "one of " + String.join(", ", words), text);
    }

    private static void checkRange(Key key, Object value, String text) {
        long number = switch (value) {
            case Integer whole -> whole;
            case ByteSize size -> size.bytes();
            case Duration duration -> duration.toSeconds();
            default -> key.setting().min();
        };
        if (number < key.setting().min() || number > key.setting().max()) {
            throw new InvalidInput(key.name(),
                    "from " + bound(value, key.setting().min()) + " to " + bound(value, key.setting().max()), text);
        }
    }

    private static String bound(Object like, long bound) {
        return switch (like) {
            case ByteSize size -> new ByteSize(bound).toString();
            case Duration duration -> DurationText.format(Duration.ofSeconds(bound));
            default -> Long.toString(bound);
        };
    }
}
