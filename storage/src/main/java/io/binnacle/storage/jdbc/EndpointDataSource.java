package io.binnacle.storage.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;

import javax.sql.DataSource;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.storage.postgres.PostgresEndpoint;

import org.jspecify.annotations.Nullable;

/** Opens each connection to where PostgreSQL answers at that moment; a restarted one may listen on another port. */
final class EndpointDataSource implements DataSource {

    /** Seconds. A PostgreSQL on the same machine answers in milliseconds, one across a continent within one. */
    private static final int CONNECT_TIMEOUT_SECONDS = 5;

    private final Supplier<PostgresEndpoint> endpoint;

    EndpointDataSource(Supplier<PostgresEndpoint> endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Connection getConnection() throws SQLException {
        PostgresEndpoint now;
        try {
            now = endpoint.get();
        } catch (Unavailable e) {
            throw new SQLTransientConnectionException(e.getMessage(), "08001", e);
        }
        Properties properties = new Properties();
        properties.setProperty("user", now.user());
        properties.setProperty("password", now.password());
        properties.setProperty("ApplicationName", "binnacle");
        properties.setProperty("currentSchema", Migrations.SCHEMA);
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection(now.url(), properties);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the endpoint knows the user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // The driver logs through java.util.logging.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Fixed, see CONNECT_TIMEOUT_SECONDS.
    }

    @Override
    public int getLoginTimeout() {
        return CONNECT_TIMEOUT_SECONDS;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.postgresql");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
