package io.binnacle.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.promql.script.Outcome;
import io.binnacle.timeseries.promql.script.ScriptRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binnacle promql}: the query language, by itself. */
@Command(name = "promql", description = "Runs scripts that test the query language.", mixinStandardHelpOptions = true)
final class PromqlCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say test");
    }

    @Command(name = "test", description = "Runs scripts in the format of Prometheus' own tests: a line for each evaluation that fails, then the totals.", mixinStandardHelpOptions = true)
    int test(@Parameters(arity = "1..*", paramLabel = "FILE", description = "scripts") List<Path> files) {
        PrintWriter out = spec.commandLine().getOut();
        int passed = 0;
        int total = 0;
        for (Path file : files) {
            List<Outcome> outcomes = run(file);
            List<Outcome> failed = outcomes.stream().filter(outcome -> !outcome.passed()).toList();
            failed.forEach(outcome -> out.println(file + ":" + outcome.line() + ": " + outcome.query() + ": "
                    + String.valueOf(outcome.fault()).replace('\n', ' ')));
            out.println(file + ": " + (outcomes.size() - failed.size()) + " of " + outcomes.size() + " passed");
            out.flush();
            passed += outcomes.size() - failed.size();
            total += outcomes.size();
        }
        out.println("total: " + passed + " of " + total + " passed, " + (total - passed) + " failed");
        out.flush();
        return passed == total ? Main.DONE : Main.NOT_POSSIBLE;
    }

    private static List<Outcome> run(Path file) {
        try {
            return ScriptRunner.run(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidInput("FILE", "a script that can be read", file + " (" + e.getMessage() + ")");
        }
    }
}
