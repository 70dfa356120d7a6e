package io.binnacle.server;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.server.security.ApiToken;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.list.ListQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binnacle token}: API tokens, with the server running or not. */
@Command(name = "token", description = "Makes, lists and revokes API tokens; the server may run or not.", mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say create, list or revoke");
    }

    @Command(name = "list", description = "Lists the tokens, without their secrets.", mixinStandardHelpOptions = true)
    int list(@Mixin ConfigurationOptions options) {
        return AccessSession.run(options, access -> {
            PrintWriter out = spec.commandLine().getOut();
            ListQuery query = new ListQuery(null, null, null, ListQuery.LIMIT_MAX);
            for (ApiToken token : access.tokens().list(query).items()) {
                out.printf("%s %-20s %-9s expires %-25s %s%n", token.id(), token.name(),
                        token.revokedAt() == null ? "valid" : "revoked",
                        token.expiresAt() == null ? "never" : token.expiresAt(),
                        String.join(",", token.permissions().stream().map(Permission::text).toList()));
            }
            out.flush();
            return Main.DONE;
        });
    }

    @Command(name = "create", description = "Makes a token and prints its secret, this once.", mixinStandardHelpOptions = true)
    int create(@Mixin ConfigurationOptions options, @Parameters(paramLabel = "<name>") String name,
            @Option(names = "--permission", required = true, split = ",", paramLabel = "<permission>", description = "such as incident:read; several with commas") List<String> permissions,
            @Option(names = "--expires-in", paramLabel = "<duration>", description = "such as 90d; never unless told") @Nullable String life) {
        Set<Permission> wished = EnumSet.noneOf(Permission.class);
        permissions.forEach(text -> wished.add(permission(text)));
        Instant expiresAt = life == null ? null : InstantSource.system().instant().plus(duration(life));
        return AccessSession.run(options, access -> {
            ApiTokens.NewToken token = access.tokens().create(new ApiTokens.Wish(name, wished, expiresAt),
                    EnumSet.allOf(Permission.class), AccessSession.actor());
            spec.commandLine().getOut().println(token.secret());
            return Main.DONE;
        });
    }

    @Command(name = "revoke", description = "Revokes a token.", mixinStandardHelpOptions = true)
    int revoke(@Mixin ConfigurationOptions options, @Parameters(paramLabel = "<id>") UUID id) {
        return AccessSession.run(options, access -> {
            ApiToken token = access.tokens().revoke(id, AccessSession.actor());
            spec.commandLine().getOut().println("Revoked " + token.name() + ".");
            return Main.DONE;
        });
    }

    private static Permission permission(String text) {
        return Permission.parse(text).orElseThrow(() -> {
            List<String> known = Arrays.stream(Permission.values()).map(Permission::text).toList();
            return new InvalidInput("--permission", "one of " + String.join(", ", known)
                    + Suggestion.nearest(text, known).map(near -> "; did you mean " + near + "?").orElse(""), text);
        });
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new InvalidInput("--expires-in", "a duration such as 90d", text));
    }
}
