package io.binnacle.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.storage.postgres.PostgresEndpoint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded pool of connections and the JDBI on top of it. A caller that finds no connection within three seconds,
 * because all are busy or PostgreSQL is down, gets {@link Unavailable}.
 */
public final class ConnectionPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);
    /** Longer than an embedded PostgreSQL takes to restart after a crash, shorter than people wait for a page. */
    private static final long CONNECTION_TIMEOUT_MILLIS = 3000;
    private static final int VERSION_MIN = 15;
    private static final int CONNECTIONS_MIN = 2;
    private static final int IDLE_MILLIS_MAX = 60_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    public ConnectionPool(Supplier<PostgresEndpoint> endpoint, int connectionsMax, MeterRegistry meters) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new EndpointDataSource(endpoint));
        config.setPoolName("binnacle");
        config.setMaximumPoolSize(connectionsMax);
        // Each idle connection is a process of PostgreSQL's; a burst opens more within milliseconds.
        config.setMinimumIdle(Math.min(CONNECTIONS_MIN, connectionsMax));
        // A pool of fixed size never closes an idle one, and Hikari warns of a limit that means nothing.
        config.setIdleTimeout(connectionsMax > CONNECTIONS_MIN ? IDLE_MILLIS_MAX : 0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(CONNECTION_TIMEOUT_MILLIS / 2);
        // Do not connect in the constructor: apply() reports what is wrong with better words.
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
        jdbi = Jdbi.create(this::connection);
        // No statement here is a template: to look for its holes would read each once more.
        jdbi.configure(SqlStatements.class, statements -> statements.setTemplateEngine(TemplateEngine.NOP)
                .setSqlParser(new StatementParameters()));
        jdbi.setSqlLogger(new ConnectionLoss.OfStatements());
        jdbi.setTransactionHandler(new ConnectionLoss.OfTransactions(LocalTransactionHandler.binding()));
        gauge(meters, "active", HikariPoolMXBean::getActiveConnections);
        gauge(meters, "idle", HikariPoolMXBean::getIdleConnections);
        gauge(meters, "waiting", HikariPoolMXBean::getThreadsAwaitingConnection);
        Gauge.builder("binnacle.database.connections.max", pool, HikariDataSource::getMaximumPoolSize)
                .description("Bound of the connection pool").register(meters);
    }

    private void gauge(MeterRegistry meters, String state, ToIntFunction<HikariPoolMXBean> count) {
        Gauge.builder("binnacle.database.connections", pool, source -> {
            HikariPoolMXBean bean = source.getHikariPoolMXBean();
            return bean == null ? 0 : count.applyAsInt(bean);
        }).tag("state", state).description("Connections of the pool, and threads that wait for one").register(meters);
    }

    /**
     * Checks PostgreSQL's version and migrates the schema.
     *
     * @param attempts to get the first connection, some seconds each: a machine that just started is slow
     */
    public void prepare(int attempts) {
        try {
            try (Connection connection = firstConnection(attempts)) {
                int version = connection.getMetaData().getDatabaseMajorVersion();
                if (version < VERSION_MIN) {
                    throw new Conflict("PostgreSQL " + VERSION_MIN + " or later is needed; the server at "
                            + connection.getMetaData().getURL() + " is version " + version);
                }
            }
            Migrations.apply(pool);
        } catch (SQLException e) {
            throw ConnectionLoss.unavailable(e);
        }
    }

    private Connection firstConnection(int attempts) throws SQLException {
        for (int attempt = 1; attempt < attempts; attempt++) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException e) {
                LOG.warn("the database does not answer yet attempt={} reason={}", attempt, e.getMessage());
            }
        }
        return pool.getConnection();
    }

    private Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            // A closed pool says so by a plain exception; who still asks is told to come again, after the restart.
            if (ConnectionLoss.is(e) || pool.isClosed()) {
                throw ConnectionLoss.unavailable(e);
            }
            throw e;
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** The server behind the connections died: none of the idle ones is worth a try. */
    public void discardIdleConnections() {
        HikariPoolMXBean bean = pool.getHikariPoolMXBean();
        if (bean != null) {
            bean.softEvictConnections();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
