package io.binnacle.insight.rule.prometheus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.timeseries.promql.PromqlFeatures;

/**
 * Files that are to be evaluated: good ones beside bad ones are kept.
 *
 * @param faults of those that do not load, and of patterns that find nothing
 */
public record RuleFileSet(List<RuleFile> files, List<YamlFault> faults) {

    private static final List<String> ENDINGS = List.of("*.yml", "*.yaml", "*.rules");

    public RuleFileSet {
        files = List.copyOf(files);
        faults = List.copyOf(faults);
    }

    /**
     * Loads what a list names: files, patterns as Prometheus knows them, directories with their files {@code *.yml}, {@code *.yaml}
     * and {@code *.rules}. A file that is named twice is loaded once.
     *
     * @param list separated by commas
     * @param base what relative names are relative to
     */
    public static RuleFileSet load(String list, Path base, PromqlFeatures features) {
        return load(patterns(list), base, features);
    }

    /** The patterns of a list that is separated by commas. */
    public static List<String> patterns(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }

    /** As {@link #load(String, Path, PromqlFeatures)}, of a list that is taken apart. */
    public static RuleFileSet load(List<String> patterns, Path base, PromqlFeatures features) {
        List<YamlFault> faults = new ArrayList<>();
        Set<Path> paths = new LinkedHashSet<>();
        for (String pattern : patterns) {
            List<Path> found = find(base, pattern);
            if (found.isEmpty() && !Files.isDirectory(base.resolve(pattern))) {
                faults.add(new YamlFault(pattern, 1, 1, "no file matches"));
            }
            paths.addAll(found);
        }
        List<RuleFile> files = new ArrayList<>();
        for (Path path : paths) {
            RuleFileReader.Reading reading = RuleFileReader.read(path, features);
            reading.file().ifPresent(files::add);
            faults.addAll(reading.faults());
        }
        return new RuleFileSet(files, faults);
    }

    /** Which files such a list names now, in its order. */
    public static List<Path> find(List<String> patterns, Path base) {
        return patterns.stream().flatMap(pattern -> find(base, pattern).stream()).distinct().toList();
    }

    private static List<Path> find(Path base, String pattern) {
        boolean special = pattern.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
        if (special || !Files.isDirectory(base.resolve(pattern))) {
            return RuleFilePattern.find(base, pattern);
        }
        List<Path> files = new ArrayList<>();
        for (String ending : ENDINGS) {
            files.addAll(RuleFilePattern.find(base.resolve(pattern), ending));
        }
        files.sort(null);
        return files;
    }

    /** Of all files, in their order. */
    public List<RuleGroup> groups() {
        return files.stream().flatMap(file -> file.groups().stream()).toList();
    }
}
