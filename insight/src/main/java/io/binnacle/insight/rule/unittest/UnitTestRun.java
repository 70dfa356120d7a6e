package io.binnacle.insight.rule.unittest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.binnacle.insight.rule.prometheus.RuleFileReader;
import io.binnacle.insight.rule.prometheus.RuleFilePattern;
import io.binnacle.insight.rule.prometheus.RuleGroup;
import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.insight.rule.yaml.YamlFile;
import io.binnacle.timeseries.promql.PromqlFeatures;
import org.jspecify.annotations.Nullable;

/** Runs the unit tests of a file. */
public final class UnitTestRun {

    private UnitTestRun() {
    }

    /**
     * What came of a file.
     *
     * @param warnings what may be wrong with it
     * @param failures what did not come out as expected, as promtool words it; empty: the tests passed
     */
    public record Result(List<String> warnings, List<String> failures) {

        public boolean passed() {
            return failures.isEmpty();
        }
    }

    /**
     * What to run.
     *
     * @param features parts of PromQL that expressions may use
     * @param only     run the tests whose names this finds something in; null: all
     */
    public record Options(PromqlFeatures features, @Nullable Pattern only) {}

    public static Result run(Path file, Options options) {
        List<YamlFault> faults = new ArrayList<>();
        Optional<UnitTestFile> read = YamlFile.text(file, faults)
                .flatMap(text -> UnitTestReader.read(file.toString(), text, faults));
        if (read.isEmpty()) {
            return new Result(List.of(), faults.stream().sorted(YamlFault.ORDER).map(YamlFault::toString).toList());
        }
        UnitTestFile tests = read.get();
        List<String> warnings = new ArrayList<>();
        List<RuleGroup> groups = groups(file, tests, options.features(), warnings, faults);
        if (!faults.isEmpty()) {
            return new Result(warnings, faults.stream().map(YamlFault::toString).toList());
        }
        List<String> failures = new ArrayList<>();
        for (UnitTestFile.Test test : tests.tests()) {
            if (options.only() == null || options.only().matcher(test.name()).find()) {
                failures.addAll(SingleTest.run(test, tests, groups, options.features()));
            }
        }
        return new Result(warnings, failures);
    }

    private static List<RuleGroup> groups(Path file, UnitTestFile tests, PromqlFeatures features,
            List<String> warnings, List<YamlFault> faults) {
        Path parent = file.getParent();
        Path base = parent == null ? Path.of("") : parent;
        List<RuleGroup> groups = new ArrayList<>();
        for (String pattern : tests.patterns()) {
            List<Path> found = RuleFilePattern.find(base, pattern);
            if (found.isEmpty()) {
                warnings.add("no file match pattern " + base.resolve(pattern));
            }
            for (Path rules : found) {
                RuleFileReader.Reading reading = RuleFileReader.read(rules, features);
                faults.addAll(reading.faults());
                reading.file().ifPresent(read -> groups.addAll(read.groups()));
            }
        }
        // Those that are not named come first, in the order of the files.
        groups.sort(Comparator.comparingInt(group -> Math.max(0, tests.groupOrder().indexOf(group.name()))));
        return groups;
    }
}
