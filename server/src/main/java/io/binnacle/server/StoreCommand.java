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
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.StoreInspection;
import io.binnacle.timeseries.durable.StoreInspector;
import io.binnacle.timeseries.durable.StoreRepair;
import io.binnacle.timeseries.snapshot.Restoration;
import io.binnacle.timeseries.snapshot.Snapshot;
import io.binnacle.timeseries.snapshot.Snapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
        throw new ParameterException(spec.commandLine(), "say inspect, verify, repair, snapshot or restore");
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

    @Command(name = "restore", description = "Makes the samples again from a snapshot, which is checked first; the server must not run.", mixinStandardHelpOptions = true)
    int restore(@Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "<snapshot>", description = "name of one below snapshots/, or the folder of a copy") String snapshot,
            @Option(names = "--replace", description = "let the samples go that are there") boolean replace) {
        Path store = SampleStore.folder(options.load(Map.of()).configuration());
        Path source = snapshot.contains("/") ? Path.of(snapshot) : store.resolve(Snapshots.FOLDER).resolve(snapshot);
        if (!Files.isDirectory(source)) {
            throw new NotFound("snapshot", snapshot);
        }
        try (LocalDisk from = LocalDisk.openReadOnly(source); LocalDisk disk = open(store)) {
            requireUndamaged(from);
            Snapshot restored = new Restoration(from, "", disk).run(replace);
            PrintWriter out = spec.commandLine().getOut();
            out.println("The samples in " + disk.root() + " are those of " + restored.created() + ": "
                    + restored.files() + " files, " + restored.bytes() + " bytes.");
            out.flush();
            return Main.DONE;
        } catch (IOException e) {
            throw new Unavailable("the samples cannot be restored to " + store + ": " + e, e);
        }
    }

    /** Every checksum of what the snapshot only links to. */
    private void requireUndamaged(LocalDisk snapshot) throws IOException {
        List<String> problems = new ArrayList<>();
        new StoreInspector(snapshot).verify(problems::add);
        if (!problems.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            problems.forEach(err::println);
            err.flush();
            throw new Corrupt("the snapshot in " + snapshot.root() + " is damaged; nothing is restored", null);
        }
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
