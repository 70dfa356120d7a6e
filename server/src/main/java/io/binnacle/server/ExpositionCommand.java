package io.binnacle.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.binnacle.telemetry.intake.exposition.ExpositionError;
import io.binnacle.telemetry.intake.exposition.ExpositionFormat;
import io.binnacle.telemetry.intake.exposition.ExpositionHandler;
import io.binnacle.telemetry.intake.exposition.ExpositionSample;
import io.binnacle.timeseries.MetricMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binnacle exposition}: the texts in which programs expose their metrics. */
@Command(name = "exposition", description = "Checks metrics as programs expose them.", mixinStandardHelpOptions = true)
final class ExpositionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Counts what a text holds. */
    private static final class Count implements ExpositionHandler {
        private final Set<String> families = new HashSet<>();
        private long samples;

        @Override
        public void type(String family, MetricMetadata.Type type, int line) {
            families.add(family);
        }

        @Override
        public void help(String family, String help, int line) {
            families.add(family);
        }

        @Override
        public void unit(String family, String unit, int line) {
            families.add(family);
        }

        @Override
        public void sample(ExpositionSample sample) {
            samples++;
        }

        @Override
        public void end() {
            // Nothing waits for it.
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say check");
    }

    @Command(name = "check", description = "Says of each file whether it is accepted, or refused and where; exit code 1 when one is refused.", mixinStandardHelpOptions = true)
    int check(
            @Parameters(arity = "1..*", paramLabel = "<file>", description = "a text in one of the two formats") List<Path> files,
            @Option(names = "--format", paramLabel = "<format>", description = "openmetrics or prometheus; without it, openmetrics when a line begins with # EOF") @Nullable String format) {
        ExpositionFormat given = format == null ? null : format(format);
        PrintWriter out = spec.commandLine().getOut();
        int code = Main.DONE;
        for (Path file : files) {
            code = Math.max(code, check(file, given, out));
        }
        out.flush();
        return code;
    }

    private ExpositionFormat format(String name) {
        return switch (name) {
            case "openmetrics" -> ExpositionFormat.OPENMETRICS;
            case "prometheus" -> ExpositionFormat.PROMETHEUS;
            default -> throw new ParameterException(spec.commandLine(),
                    "--format: expected openmetrics or prometheus, got " + name);
        };
    }

    private static int check(Path file, @Nullable ExpositionFormat given, PrintWriter out) {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException e) {
            out.println(file + ": cannot be read: " + e);
            return Main.WORLD;
        }
        Count count = new Count();
        try {
            (given == null ? ExpositionFormat.of(text) : given).read(text, count);
        } catch (ExpositionError e) {
            out.println(file + ":" + e.line() + ":" + e.column() + ": refused: "
                    + e.violations().getFirst().expected());
            return Main.NOT_POSSIBLE;
        }
        out.println(file + ": accepted, samples " + count.samples + ", families with metadata "
                + count.families.size());
        return Main.DONE;
    }
}
