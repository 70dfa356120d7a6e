package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Targets in files, which are read when they changed. A file that cannot be read keeps what it told before. */
final class FileTargets implements TargetSource {

    private static final Logger LOG = LoggerFactory.getLogger(FileTargets.class);

    private final List<Path> patterns;
    private SortedMap<Path, Known> known = new TreeMap<>();

    /** @param state of the file when it was read, for better or worse */
    private record Known(String state, List<TargetGroup> groups) {}

    FileTargets(List<Path> patterns) {
        this.patterns = patterns;
    }

    @Override
    public List<TargetGroup> discover() throws IOException {
        SortedMap<Path, Known> now = new TreeMap<>();
        for (Path file : files()) {
            now.put(file, look(file, known.getOrDefault(file, new Known("", List.of()))));
        }
        known = now;
        return now.values().stream().flatMap(one -> one.groups().stream()).toList();
    }

    private static Known look(Path file, Known before) {
        String state = "";
        try {
            state = Files.getLastModifiedTime(file) + "/" + Files.size(file) + "/" + file.toRealPath();
            if (state.equals(before.state())) {
                return before;
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Map<String, String> labels = Map.of("__meta_filepath", file.toString());
            boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
            return new Known(state, json
                    ? TargetList.ofJson(file.toString(), text, labels)
                    : TargetList.ofYaml(file.toString(), text, labels));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).addKeyValue("reason", e.getMessage())
                    .log("a file of targets cannot be read; its last ones stay");
            return new Known(state, before.groups());
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path pattern : patterns) {
            files.addAll(FilePattern.matching(pattern));
        }
        return files;
    }
}
