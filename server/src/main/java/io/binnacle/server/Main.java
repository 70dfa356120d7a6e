package io.binnacle.server;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.binnacle.kernel.error.CallerFault;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.WorldFault;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.server.security.Role;
import io.binnacle.storage.postgres.EmbeddedPostgres;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line. Exit codes: 0 done; 1 the command is possible but did not succeed (a conflict, nothing found); 2 wrong
 * arguments or configuration; 3 the world does not play along (database, port, disk); 70 a fault of Binnacle's own.
 */
@Command(name = "binnacle", description = "IT operations: what exists, how it is, what is wrong, who works on it.", mixinStandardHelpOptions = true, versionProvider = Main.VersionText.class, subcommands = {
        ServeCommand.class, ConfigCommand.class, UserCommand.class, TokenCommand.class, StoreCommand.class,
        PromqlCommand.class, RulesCommand.class, ExpositionCommand.class, ImportCommand.class, VersionCommand.class,
        CommandLine.HelpCommand.class}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:done",
                "1:not possible as things are", "2:wrong arguments or configuration",
                "3:database, port or disk does not answer", "70:a fault of Binnacle's own"})
public final class Main {

    private static final String SERVE = "serve";

    static final int DONE = 0;
    static final int NOT_POSSIBLE = 1;
    static final int WRONG_INPUT = 2;
    static final int WORLD = 3;
    static final int BUG = 70;

    private Main() {
    }

    public static void main(String[] arguments) {
        int code = run(arguments);
        if (code != DONE) {
            System.exit(code);
        }
    }

    static int run(String... arguments) {
        String[] full = withCommand(arguments);
        if (full[0].equals(SERVE)) {
            EmbeddedPostgres.lookAhead();
            // Alone: what describes the other commands would take a tenth of a start.
            return prepared(new CommandLine(new ServeCommand()).setCommandName("binnacle " + SERVE))
                    .execute(Arrays.copyOfRange(full, 1, full.length));
        }
        return line().execute(full);
    }

    static CommandLine line() {
        return prepared(new CommandLine(new Main()));
    }

    private static CommandLine prepared(CommandLine line) {
        line.registerConverter(Role.class, Main::role);
        line.registerConverter(UUID.class, Main::id);
        line.setParameterExceptionHandler((error, given) -> explain(error));
        line.setExecutionExceptionHandler((error, command, result) -> error instanceof ParameterException wrong
                ? explain(wrong)
                : explain(error, command.getErr()));
        return line;
    }

    /** Without a command, everything is meant for {@code serve}. */
    private static String[] withCommand(String[] arguments) {
        boolean bare = arguments.length == 0 || (arguments[0].startsWith("-")
                && !List.of("-h", "--help", "-V", "--version").contains(arguments[0]));
        if (!bare) {
            return arguments;
        }
        String[] full = new String[arguments.length + 1];
        full[0] = SERVE;
        System.arraycopy(arguments, 0, full, 1, arguments.length);
        return full;
    }

    /** Two lines: what is wrong, and where help is. All options would hide the first. */
    private static int explain(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        Optional<String> near = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? Suggestion.nearest(unmatched.getUnmatched().getFirst(), words(command.getCommandSpec()))
                : Optional.empty();
        PrintWriter out = command.getErr();
        out.println("binnacle: " + wrong.getMessage()
                + near.map(word -> "; did you mean " + word + "?").orElse("")
                + (wrong instanceof CommandLine.UnmatchedArgumentException unmatched ? commandFirst(unmatched) : ""));
        out.println("binnacle: `" + command.getCommandSpec().qualifiedName() + " --help` says what is possible");
        out.flush();
        return WRONG_INPUT;
    }

    /** Options that stand before the command make it {@link #SERVE}'s argument. */
    private static String commandFirst(CommandLine.UnmatchedArgumentException wrong) {
        String word = wrong.getUnmatched().getFirst();
        return wrong.getCommandLine().getCommand() instanceof ServeCommand && line().getSubcommands().containsKey(word)
                ? "; the command stands first: binnacle " + word + " ..., then the options"
                : "";
    }

    /** Everything that may stand where the unmatched argument stood. */
    private static List<String> words(CommandSpec command) {
        return Stream.concat(command.subcommands().keySet().stream(), command.optionsMap().keySet().stream()).toList();
    }

    private static Role role(String text) {
        return Role.parse(text.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(", ")) + ", got "
                        + text));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("expected an id as the list shows it, got " + text);
        }
    }

    private static int explain(Exception error, PrintWriter out) {
        int code = switch (error) {
            case InvalidInput invalid -> {
                invalid.violations().forEach(violation -> out.println("binnacle: " + violation));
                yield WRONG_INPUT;
            }
            case CallerFault fault -> {
                out.println("binnacle: " + fault.getMessage());
                yield NOT_POSSIBLE;
            }
            case WorldFault fault -> {
                out.println("binnacle: " + fault.getMessage());
                yield WORLD;
            }
            case UncheckedIOException fault -> {
                out.println("binnacle: " + fault.getCause());
                yield WORLD;
            }
            default -> {
                error.printStackTrace(out);
                yield BUG;
            }
        };
        out.flush();
        return code;
    }

    /** What {@code --version} prints. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"Binnacle " + Version.current()};
        }
    }
}
