package io.binnacle.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.insight.rule.prometheus.RuleFile;
import io.binnacle.insight.rule.prometheus.RuleFileReader;
import io.binnacle.timeseries.promql.PromqlFeatures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binnacle rules}: Prometheus' rule files, without a server. */
@Command(name = "rules", description = "Checks rule files of Prometheus.", mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say check");
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
}
