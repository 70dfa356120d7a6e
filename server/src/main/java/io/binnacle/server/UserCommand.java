package io.binnacle.server;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import io.binnacle.server.security.Role;
import io.binnacle.server.security.User;
import io.binnacle.server.security.Users;
import io.binnacle.storage.list.ListQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binnacle user}: accounts, with the server running or not. */
@Command(name = "user", description = "Makes, lists and changes users; the server may run or not.", mixinStandardHelpOptions = true)
final class UserCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say add, list, disable, enable, password or role");
    }

    @Command(name = "list", description = "Lists the users.", mixinStandardHelpOptions = true)
    int list(@Mixin ConfigurationOptions options) {
        return AccessSession.run(options, access -> {
            PrintWriter out = out();
            ListQuery query = new ListQuery(null, null, null, ListQuery.LIMIT_MAX);
            for (User user : access.users().list(query).items()) {
                out.printf("%-20s %-14s %-9s %s%n", user.name(), user.role().text(),
                        user.enabled() ? "enabled" : "disabled", user.displayName());
            }
            out.flush();
            return Main.DONE;
        });
    }

    @Command(name = "add", description = "Makes a user; reads the password from the terminal or standard input.", mixinStandardHelpOptions = true)
    int add(@Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "<name>", description = "what the user signs in with") String name,
            @Option(names = "--role", required = true, paramLabel = "<role>", description = "viewer, operator, manager or administrator") Role role,
            @Option(names = "--display-name", paramLabel = "<text>", description = "how people call the user; the name unless told otherwise") @Nullable String displayName) {
        String password = Password.read("Password of " + name);
        return AccessSession.run(options, access -> {
            User user = access.users().create(
                    new Users.Wish(name, displayName == null ? name : displayName, role, password),
                    AccessSession.actor());
            return say("Made " + user.name() + ", " + user.role().text() + ".");
        });
    }

    @Command(name = "disable", description = "Locks a user out and ends its sessions.", mixinStandardHelpOptions = true)
    int disable(@Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "<name>", description = "what the user signs in with") String name) {
        return change(options, name, new Users.Change(null, null, false), "is disabled");
    }

    @Command(name = "enable", description = "Lets a user sign in again.", mixinStandardHelpOptions = true)
    int enable(@Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "<name>", description = "what the user signs in with") String name) {
        return change(options, name, new Users.Change(null, null, true), "is enabled");
    }

    @Command(name = "role", description = "Gives a user another role.", mixinStandardHelpOptions = true)
    int role(@Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "<name>", description = "what the user signs in with") String name,
            @Parameters(paramLabel = "<role>", description = "viewer, operator, manager or administrator") Role role) {
        return change(options, name, new Users.Change(null, role, null), "is " + role.text());
    }

    @Command(name = "password", description = "Gives a user another password and ends its sessions.", mixinStandardHelpOptions = true)
    int password(@Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "<name>", description = "what the user signs in with") String name) {
        String password = Password.read("New password of " + name);
        return AccessSession.run(options, access -> {
            access.users().resetPassword(access.users().getByName(name).id(), password, AccessSession.actor());
            return say("The password of " + name + " is changed; its sessions are over.");
        });
    }

    private int change(ConfigurationOptions options, String name, Users.Change change, String result) {
        return AccessSession.run(options, access -> {
            access.users().change(access.users().getByName(name).id(), change, AccessSession.actor());
            return say(name + " " + result + ".");
        });
    }

    private int say(String text) {
        out().println(text);
        out().flush();
        return Main.DONE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
