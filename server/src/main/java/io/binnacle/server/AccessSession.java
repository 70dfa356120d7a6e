package io.binnacle.server;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.binnacle.server.config.Configuration;
import io.binnacle.storage.Database;
import io.binnacle.storage.DatabaseSettings;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.postgres.EmbeddedPostgres;
import io.binnacle.storage.postgres.PostgresEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Access, for the time of one command: over the database of the server that runs on the data directory, or over one that is
 * started for the moment. Whoever can read the data directory is trusted; the activity stream notes that it was the
 * command line.
 */
final class AccessSession {

    private static final int CONNECTIONS = 2;

    private AccessSession() {
    }

    static int run(ConfigurationOptions options, Function<AccessWiring, Integer> work) {
        Configuration configuration = options.load(Map.of()).configuration();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Database database = Database.open(settings(configuration), meters)) {
            return work
                    .apply(AccessWiring.of(database.jdbi(), configuration.session(), InstantSource.system(), meters));
        }
    }

    static Actor actor() {
        return new Actor(Actor.Kind.CLI, "command line", null);
    }

    private static DatabaseSettings settings(Configuration configuration) {
        DatabaseSettings configured = databaseOf(configuration);
        if (!(configured.server() instanceof DatabaseSettings.Embedded embedded)) {
            return new DatabaseSettings(configured.server(), CONNECTIONS);
        }
        Path data = embedded.dataDirectory();
        Optional<PostgresEndpoint> running = EmbeddedPostgres.running(data);
        return running.map(endpoint -> new DatabaseSettings(
                new DatabaseSettings.External(endpoint.url(), endpoint.user(), endpoint.password()), CONNECTIONS))
                .orElse(configured);
    }

    static DatabaseSettings databaseOf(Configuration configuration) {
        Configuration.Database database = configuration.database();
        @Nullable
        String url = database.url();
        @Nullable
        Path runtime = database.runtime();
        return url == null
                ? DatabaseSettings.embedded(configuration.data(),
                        runtime == null ? configuration.data().resolve("runtime") : runtime)
                : DatabaseSettings.external(url, orEmpty(database.user()), orEmpty(database.password()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
