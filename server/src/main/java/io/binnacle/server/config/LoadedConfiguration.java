package io.binnacle.server.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * The configuration and where each value came from. Later sources win: what is built in, the file, the environment, the
 * command line.
 */
public record LoadedConfiguration(Configuration configuration, List<EffectiveValue> values) {

    private static final String FILE = "binnacle.yaml";
    /** A JDBC URL may carry one; one in front of the host is a mistake, and a secret all the same. */
    private static final Pattern PASSWORD = Pattern.compile("(?i)([?&]password=)[^&]*|(://[^/:@]*:)[^/@]*(?=@)");

    /**
     * Reads all sources.
     *
     * @param file the file named on the command line; null to take {@code <data>/binnacle.yaml} or
     *        {@code ./binnacle.yaml} when there is one
     * @throws InvalidInput with every error of every source
     */
    public static LoadedConfiguration load(@Nullable Path file, Map<String, String> environment,
            Map<String, Source.Entry> flags) {
        SequencedMap<String, Binder.Key> keys = Binder.keys();
        List<Violation> errors = new ArrayList<>();
        Source variables = Environment.read(environment, keys.keySet());
        Source.Entry data = flags.getOrDefault("data", variables.entries().get("data"));
        Path found = file != null ? file : standardFile(data == null ? "data" : data.text());
        List<Source> sources = new ArrayList<>();
        if (found != null) {
            sources.add(YamlFile.read(found));
        }
        sources.add(variables);
        sources.add(Source.flags(flags));
        return of(sources, errors);
    }

    private static LoadedConfiguration of(List<Source> sources, List<Violation> errors) {
        SequencedMap<String, Binder.Key> keys = Binder.keys();
        Map<String, Source.Entry> texts = new HashMap<>();
        for (Source source : sources) {
            errors.addAll(source.errors());
            texts.putAll(source.entries());
        }
        Binder binder = new Binder(texts, errors);
        binder.refuseUnknown(keys);
        Object bound = binder.bind(Configuration.class, "");
        checkTogether(binder, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        if (!(bound instanceof Configuration configuration)) {
            throw new BugException("no configuration and no error");
        }
        return new LoadedConfiguration(configuration, describe(keys, texts));
    }

    /** What is built in and nothing else, whatever files there are. */
    public static LoadedConfiguration builtIn() {
        return of(List.of(), new ArrayList<>());
    }

    private static @Nullable Path standardFile(String data) {
        for (Path candidate : List.of(Path.of(data, FILE), Path.of(FILE))) {
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** Rules that bind several settings: each is checked when its own are good, whatever the others are. */
    private static void checkTogether(Binder bound, List<Violation> errors) {
        if (bound.hasGood("server.tls.certificate", "server.tls.key")
                && (bound.good("server.tls.certificate", Path.class) == null) != (bound.good("server.tls.key",
                        Path.class) == null)) {
            errors.add(new Violation("server.tls", "both a certificate and a key", "only one of them"));
        }
        if (bound.hasGood("database.url", "database.user", "database.password")) {
            checkDatabase(bound, errors);
        }
        if (bound.hasGood("samples.remote.url", "samples.remote.recent", "samples.retention")) {
            checkRemote(bound, errors);
        }
        if (bound.hasGood("samples.remote.label")) {
            checkLabel(bound, errors);
        }
        if (bound.hasGood("session.idle", "session.absolute")) {
            Duration idle = bound.good("session.idle", Duration.class);
            Duration absolute = bound.good("session.absolute", Duration.class);
            if (idle != null && absolute != null && idle.compareTo(absolute) > 0) {
                errors.add(new Violation("session.idle", "at most session.absolute", DurationText.format(idle)));
            }
        }
    }

    private static void checkRemote(Binder bound, List<Violation> errors) {
        Duration recent = bound.good("samples.remote.recent", Duration.class);
        Duration here = bound.good("samples.retention", Duration.class);
        if (bound.good("samples.remote.url", URI.class) != null && recent != null && here != null
                && recent.compareTo(here) > 0) {
            errors.add(new Violation("samples.remote.recent", "at most samples.retention",
                    DurationText.format(recent)));
        }
    }

    private static void checkLabel(Binder bound, List<Violation> errors) {
        String label = bound.good("samples.remote.label", String.class);
        if (label != null && !label.matches("[a-zA-Z_][a-zA-Z0-9_]*=.+")) {
            errors.add(new Violation("samples.remote.label", "a label's name, =, and its value", label));
        }
    }

    private static void checkDatabase(Binder bound, List<Violation> errors) {
        String url = bound.good("database.url", String.class);
        if (url != null && !url.startsWith("jdbc:postgresql:")) {
            errors.add(new Violation("database.url", "a URL such as jdbc:postgresql://host:5432/binnacle",
                    withoutPassword(url)));
        }
        boolean signsIn = bound.good("database.user", String.class) != null
                || bound.good("database.password", String.class) != null;
        if (url == null && signsIn) {
            errors.add(new Violation("database.url", "a URL, since a user or password is set", "nothing"));
        }
    }

    private static String withoutPassword(String text) {
        return PASSWORD.matcher(text).replaceAll("$1$2(set)");
    }

    private static List<EffectiveValue> describe(Map<String, Binder.Key> keys, Map<String, Source.Entry> texts) {
        List<EffectiveValue> values = new ArrayList<>();
        keys.forEach((name, key) -> {
            Source.Entry entry = texts.get(name);
            String text = entry == null ? key.setting().standard() : entry.text();
            String shown = key.setting().secret() && !text.isEmpty()
                    ? "(set)"
                    : withoutPassword(text);
            values.add(new EffectiveValue(name, shown.isEmpty() ? null : shown,
                    entry == null ? "default" : entry.place(), key.setting().about()));
        });
        return List.copyOf(values);
    }
}
