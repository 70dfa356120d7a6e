package io.binnacle.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.binnacle.kernel.error.BugException;
import io.binnacle.storage.Database;
import io.binnacle.storage.DatabaseSettings;
import io.binnacle.storage.postgres.EmbeddedPostgres;
import io.binnacle.storage.postgres.PostgresEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * A real PostgreSQL for tests: one server a JVM, in a temporary directory, stopped with the JVM; a fresh, migrated
 * database for each call (a copy of one template, about 30 ms).
 */
public final class TestDatabase {

    /** A crash of the machine may lose a test's data; everything else behaves as in production. */
    private static final Map<String, String> FAST = Map.of("fsync", "off", "synchronous_commit", "off",
            "full_page_writes", "off");
    private static final String TEMPLATE = "template_migrated";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();
    }

    private TestDatabase() {
    }

    /** A database that nothing else uses, with every migration on the classpath applied. Close it when done. */
    public static Database create() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY FILE_COPY");
        return open(name);
    }

    /** A database without any schema. Close it when done; it must be opened through {@link Database#open}. */
    public static DatabaseSettings empty() {
        String name = "empty_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return settings(name);
    }

    private static Database open(String name) {
        return Database.open(settings(name), new SimpleMeterRegistry());
    }

    private static DatabaseSettings settings(String name) {
        PostgresEndpoint endpoint = Server.RUNNING.endpoint();
        return DatabaseSettings.external(endpoint.url().replace("/postgres?", "/" + name + "?"), endpoint.user(),
                endpoint.password());
    }

    private static EmbeddedPostgres start() {
        try {
            Path directory = Files.createTempDirectory("binnacle-test-");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, runtime(), FAST);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, directory)));
            execute(postgres, "CREATE DATABASE " + TEMPLATE);
            PostgresEndpoint endpoint = postgres.endpoint();
            Database.open(DatabaseSettings.external(endpoint.url().replace("/postgres?", "/" + TEMPLATE + "?"),
                    endpoint.user(), endpoint.password()), new SimpleMeterRegistry()).close();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where PostgreSQL's programs are unpacked: once for the tests of all modules. */
    public static Path runtime() {
        String root = System.getProperty("binnacle.root");
        return root == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "binnacle-test-runtime")
                : Path.of(root, "target", "postgres");
    }

    private static void stop(EmbeddedPostgres postgres, Path directory) {
        postgres.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(String sql) {
        execute(Server.RUNNING, sql);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) {
        PostgresEndpoint endpoint = postgres.endpoint();
        try (Connection connection = DriverManager.getConnection(endpoint.url(), endpoint.user(),
                endpoint.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BugException("the test database refuses " + sql, e);
        }
    }
}
