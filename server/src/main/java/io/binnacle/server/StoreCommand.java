package io.binnacle.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.StoreInspection;
import io.binnacle.timeseries.durable.StoreInspector;
import io.binnacle.timeseries.durable.StoreRepair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code binnacle store}: the samples on disk, from outside. */
@Command(name = "store", description = "Shows, checks and mends the samples on disk.", mixinStandardHelpOptions = true, subcommands = StoreSnapshotCommand.class)
final class StoreCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** What is done with a store's folder. */
    @FunctionalInterface
    interface Task {
        int run(LocalDisk disk) throws IOException;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say inspect, verify, repair or snapshot");
    }

    @Command(name = "inspect", description = "Shows blocks, series, samples and bytes; the server may run or not.", mixinStandardHelpOptions = true)
    int inspect(@Mixin ConfigurationOptions options,
            @Option(names = "--json", description = "for machines") boolean json) {
        return reading(options, disk -> {
            List<String> problems = new ArrayList<>();
            StoreInspection found = new StoreInspector(disk).inspect(problems::add);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(StoreReport.json(found, problems));
            } else {
                StoreReport.print(found, problems, out);
            }
            out.flush();
            return Main.DONE;
        });
    }

    @Command(name = "verify", description = "Checks every checksum, a line a problem; the server may run or not.", mixinStandardHelpOptions = true)
    int verify(@Mixin ConfigurationOptions options) {
        return reading(options, this::verify);
    }

    private int verify(LocalDisk disk) throws IOException {
        List<String> problems = new ArrayList<>();
        new StoreInspector(disk).verify(problems::add);
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach(out::println);
        if (problems.isEmpty()) {
            out.println("Everything in " + disk.root() + " is as it was written.");
        }
        out.flush();
        return problems.isEmpty() ? Main.DONE : Main.NOT_POSSIBLE;
    }

    @Command(name = "repair", description = "Writes what is damaged anew with what can be read, and keeps the damaged files; the server must not run.", mixinStandardHelpOptions = true)
    int repair(@Mixin ConfigurationOptions options) {
        return alone(options, disk -> {
            PrintWriter out = spec.commandLine().getOut();
            new StoreRepair(disk, InstantSource.system(), line -> {
                out.println(line);
                out.flush();
            }).repair();
            return verify(disk);
        });
    }

    /** With the store's folder as it is, whoever uses it. */
    static int reading(ConfigurationOptions options, Task task) {
        Path folder = folder(options);
        try (LocalDisk disk = LocalDisk.openReadOnly(folder)) {
            return task.run(disk);
        } catch (IOException e) {
            throw new Unavailable("the sample store in " + folder + " cannot be read: " + e, e);
        }
    }

    /** With the store's folder for oneself. */
    static int alone(ConfigurationOptions options, Task task) {
        Path folder = folder(options);
        try (LocalDisk disk = open(folder)) {
            return task.run(disk);
        } catch (IOException e) {
            throw new Unavailable("the sample store in " + folder + " cannot be read or written: " + e, e);
        }
    }

    private static LocalDisk open(Path folder) throws IOException {
        try {
            return LocalDisk.open(folder);
        } catch (Unavailable used) {
            throw new Conflict(used.getMessage() + "; stop the server first");
        }
    }

    private static Path folder(ConfigurationOptions options) {
        Path folder = SampleStore.folder(options.load(Map.of()).configuration());
        if (!Files.isDirectory(folder)) {
            throw new Conflict("there is no sample store in " + folder);
        }
        return folder;
    }
}
