package io.binnacle.server.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;

/**
 * Settings from environment variables: {@code BINNACLE_SERVER_LISTEN} is {@code server.listen}; words that are joined in a
 * key are joined here, too ({@code BINNACLE_SERVER_PUBLICURL}).
 */
public final class Environment {

    private static final String PREFIX = "BINNACLE_";
    /** Read by the launcher, not by us. */
    private static final List<String> LAUNCHER = List.of("BINNACLE_JAVA_OPTIONS", "BINNACLE_NO_BUILD");

    private Environment() {
    }

    /** The variables of this process. The only place that reads them. */
    public static Map<String, String> ofProcess() {
        return System.getenv();
    }

    static Source read(Map<String, String> variables, Collection<String> keys) {
        Map<String, String> names = new HashMap<>();
        for (String key : keys) {
            names.put(nameOf(key), key);
        }
        Map<String, Source.Entry> entries = new HashMap<>();
        List<Violation> errors = new ArrayList<>();
        variables.forEach((name, value) -> {
            if (!name.startsWith(PREFIX) || LAUNCHER.contains(name)) {
                return;
            }
            String key = names.get(name);
            if (key != null) {
                entries.put(key, new Source.Entry(value, name));
            } else {
                String expected = Suggestion.nearest(name, names.keySet()).map(near -> "; did you mean " + near + "?")
                        .orElse("");
                errors.add(new Violation(name, "the variable of a setting" + expected, "an unknown one"));
            }
        });
        return new Source(entries, errors);
    }

    static String nameOf(String key) {
        return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
