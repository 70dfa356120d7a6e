package io.binnacle.server;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code binnacle version}. */
@Command(name = "version", description = "Says which Binnacle this is.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println("Binnacle " + Version.current() + " on Java " + Runtime.version());
        return Main.DONE;
    }
}
