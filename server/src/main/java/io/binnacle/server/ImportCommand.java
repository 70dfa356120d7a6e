package io.binnacle.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.telemetry.intake.exposition.ExpositionFormat;
import io.binnacle.telemetry.intake.history.BlockImport;
import io.binnacle.telemetry.intake.history.HistoryWriter;
import io.binnacle.telemetry.intake.history.ImportResult;
import io.binnacle.telemetry.intake.history.RemoteReadImport;
import io.binnacle.telemetry.intake.history.TextImport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binnacle import}: samples of the past, from what another system wrote. */
@Command(name = "import", description = "Brings samples of another system into the store; the server must not run. May be repeated: what is there already stays as it is.", mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    private static final String OPENMETRICS_END = "# EOF";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Reads all sources into the writer. */
    @FunctionalInterface
    private interface Reading {
        void read(HistoryWriter into) throws IOException;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say blocks, text or remote-read");
    }

    @Command(name = "blocks", description = "Imports blocks of Prometheus.", mixinStandardHelpOptions = true)
    int blocks(@Mixin ConfigurationOptions options,
            @Parameters(arity = "1..*", paramLabel = "<folder>", description = "a block, or a folder of blocks: Prometheus' data, or a snapshot of it") List<Path> folders) {
        return run(options, writer -> {
            BlockImport blocks = new BlockImport(writer);
            for (Path folder : folders) {
                for (Path block : BlockImport.blocks(folder)) {
                    blocks.read(block);
                    say(block + " is read.");
                }
            }
        });
    }

    @Command(name = "text", description = "Imports texts in Prometheus' or OpenMetrics' format, with timestamps.", mixinStandardHelpOptions = true)
    int text(@Mixin ConfigurationOptions options,
            @Parameters(arity = "1..*", paramLabel = "<file>") List<Path> files,
            @Option(names = "--format", paramLabel = "<format>", description = "openmetrics or prometheus; without it, openmetrics when the last line is # EOF") @Nullable String format) {
        ExpositionFormat given = format == null ? null : format(format);
        return run(options, writer -> {
            for (Path file : files) {
                try (InputStream text = Files.newInputStream(file)) {
                    new TextImport(given == null ? formatOf(file) : given, file.toString(), writer).read(text);
                }
                say(file + " is read.");
            }
        });
    }

    @Command(name = "remote-read", description = "Imports all series of a Prometheus that runs, by remote read.", mixinStandardHelpOptions = true)
    int remoteRead(@Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "<url>", description = "such as http://prometheus:9090/api/v1/read") URI url,
            @Option(names = "--from", required = true, paramLabel = "<time>", description = "the first time, such as 2026-01-31T00:00:00Z") Instant from,
            @Option(names = "--to", paramLabel = "<time>", description = "up to that time; now unless told otherwise") @Nullable Instant to,
            @Option(names = "--token-file", paramLabel = "<file>", description = "holds the token to send") @Nullable Path tokenFile) {
        return run(options, writer -> {
            Map<String, String> headers = tokenFile == null
                    ? Map.of()
                    : Map.of("Authorization", "Bearer " + Files.readString(tokenFile).strip());
            new RemoteReadImport(url, headers, writer).read(from, to == null ? InstantSource.system().instant() : to,
                    reached -> say("everything before " + reached + " is read."));
        });
    }

    private ExpositionFormat format(String name) {
        return switch (name) {
            case "openmetrics" -> ExpositionFormat.OPENMETRICS;
            case "prometheus" -> ExpositionFormat.PROMETHEUS;
            default -> throw new ParameterException(spec.commandLine(),
                    "--format: expected openmetrics or prometheus, got " + name);
        };
    }

    private static ExpositionFormat formatOf(Path file) throws IOException {
        try (InputStream text = Files.newInputStream(file)) {
            text.skipNBytes(Math.max(0, Files.size(file) - OPENMETRICS_END.length() - 1));
            String end = new String(text.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return end.equals(OPENMETRICS_END) ? ExpositionFormat.OPENMETRICS : ExpositionFormat.PROMETHEUS;
        }
    }

    private int run(ConfigurationOptions options, Reading reading) {
        try (SampleStore store = SampleStore.openForHistory(options.load(Map.of()).configuration(),
                InstantSource.system())) {
            HistoryWriter writer = new HistoryWriter(store.store());
            reading.read(writer);
            return report(writer.finish());
        } catch (IOException e) {
            throw new Unavailable("the import ended early; what was imported stays, and it may be repeated: " + e, e);
        }
    }

    private int report(ImportResult result) {
        result.examples().forEach(this::say);
        say("imported " + result.appended() + " samples; " + result.duplicates() + " were there already");
        result.refused().forEach((reason, count) -> say("refused " + count + ": " + reason));
        if (result.faults() > 0) {
            say(result.faults() + " places could not be read");
        }
        return result.isWhole() ? Main.DONE : Main.NOT_POSSIBLE;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
