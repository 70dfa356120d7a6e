package io.binnacle.server;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.binnacle.kernel.error.NotFound;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.StoreParts;
import io.binnacle.timeseries.snapshot.Snapshot;
import io.binnacle.timeseries.snapshot.Snapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binnacle store snapshot}: all samples as they are, in a folder beside them. */
@Command(name = "snapshot", description = "Makes, lists and checks snapshots of the samples.", mixinStandardHelpOptions = true)
final class StoreSnapshotCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say create, list or verify");
    }

    @Command(name = "create", description = "Makes a snapshot; the server must not run.", mixinStandardHelpOptions = true)
    int create(@Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "<name>", description = "of its folder, below snapshots/") String name) {
        return StoreCommand.alone(options, disk -> {
            Snapshot made = snapshots(disk).create(name);
            PrintWriter out = spec.commandLine().getOut();
            out.println("Snapshot " + disk.root().resolve(Snapshots.FOLDER).resolve(made.name()) + ": " + made.files()
                    + " files, " + made.bytes() + " bytes.");
            out.flush();
            return Main.DONE;
        });
    }

    @Command(name = "list", description = "Lists the snapshots; the server may run or not.", mixinStandardHelpOptions = true)
    int list(@Mixin ConfigurationOptions options) {
        return StoreCommand.reading(options, disk -> {
            PrintWriter out = spec.commandLine().getOut();
            List<String> problems = new ArrayList<>();
            for (Snapshot one : snapshots(disk).list(problems::add)) {
                out.printf("%-30s %s %6d files %14d bytes%n", one.name(), one.created(), one.files(), one.bytes());
            }
            problems.forEach(out::println);
            out.flush();
            return problems.isEmpty() ? Main.DONE : Main.NOT_POSSIBLE;
        });
    }

    @Command(name = "verify", description = "Checks that a snapshot is complete; the server may run or not.", mixinStandardHelpOptions = true)
    int verify(@Mixin ConfigurationOptions options, @Parameters(paramLabel = "<name>") String name) {
        return StoreCommand.reading(options, disk -> {
            PrintWriter out = spec.commandLine().getOut();
            List<String> problems = new ArrayList<>();
            if (!disk.list(Snapshots.FOLDER).contains(name)) {
                throw new NotFound("snapshot", name);
            }
            Snapshots.verify(disk, Snapshots.FOLDER + "/" + name, problems::add);
            problems.forEach(out::println);
            if (problems.isEmpty()) {
                out.println("Snapshot " + name + " is complete.");
            }
            out.flush();
            return problems.isEmpty() ? Main.DONE : Main.NOT_POSSIBLE;
        });
    }

    private static Snapshots snapshots(LocalDisk disk) {
        return new Snapshots(disk, StoreParts.of(disk), InstantSource.system());
    }
}
