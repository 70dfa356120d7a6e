package io.binnacle.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.storage.postgres.EmbeddedPostgres;
import io.binnacle.storage.postgres.PostgresEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Databases for this module's tests; the testkit, which has the same for all others, stands above this module. */
public final class FreshDatabases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();
    }

    private FreshDatabases() {
    }

    private static EmbeddedPostgres start() {
        try {
            Path directory = Files.createTempDirectory("binnacle-storage-");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, TestPrograms.runtime(),
                    Map.of("fsync", "off", "synchronous_commit", "off"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                TestPrograms.delete(directory);
            }));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One without a schema. */
    public static DatabaseSettings settings() {
        PostgresEndpoint endpoint = Server.RUNNING.endpoint();
        String name = "fresh_" + COUNT.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(endpoint.url(), endpoint.user(),
                endpoint.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return DatabaseSettings.external(endpoint.url().replace("/postgres?", "/" + name + "?"), endpoint.user(),
                endpoint.password());
    }

    public static Database open() {
        return open(settings());
    }

    public static Database open(DatabaseSettings settings) {
        return Database.open(settings, new SimpleMeterRegistry());
    }
}
