package io.binnacle.storage;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.binnacle.storage.jdbc.ConnectionPool;
import io.binnacle.storage.postgres.EmbeddedPostgres;
import io.binnacle.storage.postgres.PostgresEndpoint;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one relational store: PostgreSQL behind a bounded pool, its schema {@code binnacle} migrated to this program's
 * version. Safe for use by any number of threads.
 *
 * <p>Transactions: {@code jdbi().inTransaction(...)}. A nested {@code withHandle} or {@code inTransaction} of the same
 * thread joins the running transaction, so that several capabilities commit together or not at all. What was committed
 * survives the death of this process, of PostgreSQL and of the machine.
 *
 * <p>While PostgreSQL does not answer, every call throws {@link io.binnacle.kernel.error.Unavailable}; an embedded one is
 * restarted meanwhile and the next call succeeds. When the connection breaks during a commit, the outcome is unknown.
 */
public final class Database implements AutoCloseable {

    /** An embedded PostgreSQL does run; that it does not answer yet is the machine's doing. */
    private static final int FIRST_ATTEMPTS = 10;

    private final ConnectionPool pool;
    private final @Nullable EmbeddedPostgres embedded;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Database(ConnectionPool pool, @Nullable EmbeddedPostgres embedded) {
        this.pool = pool;
        this.embedded = embedded;
    }

    /**
     * Starts or reaches PostgreSQL, migrates the schema, returns when statements can run.
     *
     * @throws io.binnacle.kernel.error.Unavailable when PostgreSQL does not start or answer; the message says why
     * @throws io.binnacle.kernel.error.Conflict when the data directory is in use, PostgreSQL is older than 15, or the
     *         schema belongs to a newer program
     */
    public static Database open(DatabaseSettings settings, MeterRegistry meters) {
        return switch (settings.server()) {
            case DatabaseSettings.Embedded own -> open(
                    EmbeddedPostgres.start(own.dataDirectory(), own.runtimeDirectory()), settings.connectionsMax(),
                    meters);
            case DatabaseSettings.External other -> {
                PostgresEndpoint endpoint = new PostgresEndpoint(other.url(), other.user(), other.password());
                yield open(() -> endpoint, null, settings.connectionsMax(), meters);
            }
        };
    }

    /** On a PostgreSQL that was started before; closing the database closes it too, and so does a failure to open. */
    public static Database open(EmbeddedPostgres started, int connectionsMax, MeterRegistry meters) {
        Counter restarts = Counter.builder("binnacle.database.restarts")
                .description("How often the embedded PostgreSQL died and was started again").register(meters);
        Database database = open(started::endpoint, started, connectionsMax, meters);
        started.onDeath(() -> {
            restarts.increment();
            database.pool.discardIdleConnections();
        });
        return database;
    }

    private static Database open(Supplier<PostgresEndpoint> endpoint, @Nullable EmbeddedPostgres embedded,
            int connectionsMax, MeterRegistry meters) {
        Database database = new Database(new ConnectionPool(endpoint, connectionsMax, meters), embedded);
        try {
            database.pool.prepare(embedded == null ? 1 : FIRST_ATTEMPTS);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public Jdbi jdbi() {
        return pool.jdbi();
    }

    /** The pool itself, for libraries that bring their own SQL. */
    public DataSource dataSource() {
        return pool.dataSource();
    }

    /** Closes the pool, then stops an embedded PostgreSQL cleanly. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pool.close();
            if (embedded != null) {
                embedded.close();
            }
        }
    }
}
