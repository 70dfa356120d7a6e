package io.binnacle.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.server.config.Environment;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command finds its configuration. */
final class ConfigurationOptions {

    @Option(names = "--config", paramLabel = "<file>", description = "YAML file; otherwise <data>/binnacle.yaml or ./binnacle.yaml, if there is one")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "<directory>", description = "directory that holds everything; ./data unless told otherwise")
    private @Nullable String data;

    @Option(names = "--set", paramLabel = "<key>=<value>", description = "any setting, over file and environment; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

    LoadedConfiguration load(Map<String, String> more) {
        Map<String, Source.Entry> flags = new HashMap<>();
        settings.forEach((key, value) -> flags.put(key, new Source.Entry(value, "--set")));
        if (data != null) {
            flags.put("data", new Source.Entry(data, "--data"));
        }
        more.forEach((key, value) -> flags.put(key,
                new Source.Entry(value, "--" + key.substring(key.lastIndexOf('.') + 1))));
        return LoadedConfiguration.load(file, Environment.ofProcess(), flags);
    }
}
