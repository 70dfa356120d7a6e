package io.binnacle.server;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;

import io.binnacle.server.config.EffectiveValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code binnacle config}: what is configured, and whether it will do. */
@Command(name = "config", description = "Shows or checks the configuration.", mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say print or check");
    }

    @Command(name = "print", description = "Prints every setting, where it comes from, and never a secret.", mixinStandardHelpOptions = true)
    int print(@Mixin ConfigurationOptions options) {
        PrintWriter out = spec.commandLine().getOut();
        for (EffectiveValue value : options.load(Map.of()).values()) {
            out.printf("%-32s %-28s # %s%n", value.key() + ":", value.value() == null ? "" : value.value(),
                    value.source());
        }
        out.flush();
        return Main.DONE;
    }

    @Command(name = "check", description = "Says every error of the configuration, or that there is none.", mixinStandardHelpOptions = true)
    int check(@Mixin ConfigurationOptions options) {
        int settings = options.load(Map.of()).values().size();
        spec.commandLine().getOut().println("The configuration is right; " + settings + " settings.");
        return Main.DONE;
    }
}
