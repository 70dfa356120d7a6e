package io.binnacle.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.insight.rule.prometheus.RuleFile;
import io.binnacle.insight.rule.prometheus.RuleFileReader;
import io.binnacle.insight.rule.unittest.UnitTestRun;
import io.binnacle.timeseries.promql.PromqlFeatures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binnacle rules}: Prometheus' rule files, without a server. */
@Command(name = "rules", description = "Checks and tests rule files of Prometheus.", mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say check or test");
    }

    @Command(name = "check", description = "Says of each file whether it loads, or everything that is wrong with it and where; exit code 1 when one does not load.", mixinStandardHelpOptions = true)
    int check(@Parameters(arity = "1..*", paramLabel = "<file>", description = "rule files") List<Path> files,
            @Option(names = "--lint-fatal", description = "exit code 1 for rules that are there twice, too") boolean lintFatal,
            @Option(names = "--enable-feature", paramLabel = "<names>", defaultValue = "", description = "experimental parts of PromQL, separated by commas: see promql.features") String features) {
        PromqlFeatures enabled = PromqlFeatures.parse(features);
        PrintWriter out = spec.commandLine().getOut();
        int code = Main.DONE;
        for (Path file : files) {
            RuleFileReader.Reading reading = RuleFileReader.read(file, enabled);
            reading.faults().forEach(fault -> out.println(fault.file() + ":" + fault.line() + ":" + fault.column()
                    + ": refused: " + fault.message()));
            List<PrometheusRule> duplicates = reading.file().map(RuleFile::duplicates).orElse(List.of());
            reading.file().ifPresent(read -> out.println(file + ": accepted, groups " + read.groups().size()
                    + ", rules " + read.rules()));
            duplicates.forEach(rule -> out.println(file + ": warning: there twice: " + rule.name() + " "
                    + rule.labels()));
            if (!reading.faults().isEmpty() || (lintFatal && !duplicates.isEmpty())) {
                code = Main.NOT_POSSIBLE;
            }
        }
        out.flush();
        return code;
    }

    @Command(name = "test", description = "Runs unit tests of rules, in promtool's format; exit code 1 when one does not come out as expected.", mixinStandardHelpOptions = true)
    int test(@Parameters(arity = "1..*", paramLabel = "<file>", description = "unit tests") List<Path> files,
            @Option(names = "--run", paramLabel = "<pattern>", description = "only the tests whose names this regular expression finds something in") @Nullable Pattern only,
            @Option(names = "--enable-feature", paramLabel = "<names>", defaultValue = "", description = "experimental parts of PromQL, separated by commas: see promql.features") String features) {
        UnitTestRun.Options options = new UnitTestRun.Options(PromqlFeatures.parse(features), only);
        PrintWriter out = spec.commandLine().getOut();
        int code = Main.DONE;
        for (Path file : files) {
            out.println("Unit Testing:  " + file);
            UnitTestRun.Result result = UnitTestRun.run(file, options);
            result.warnings().forEach(warning -> out.println("  WARNING: " + warning));
            out.println(result.passed() ? "  SUCCESS" : "  FAILED:");
            result.failures().forEach(failure -> out.println(failure + "\n"));
            out.println();
            code = result.passed() ? code : Main.NOT_POSSIBLE;
        }
        out.flush();
        return code;
    }
}
