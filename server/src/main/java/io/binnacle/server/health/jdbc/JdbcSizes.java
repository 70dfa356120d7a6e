package io.binnacle.server.health.jdbc;

import java.util.Map;

import org.jdbi.v3.core.Jdbi;

/** How large the database is, and whether it answers. */
public final class JdbcSizes {

    private final Jdbi jdbi;

    public JdbcSizes(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** By name, as people read it. */
    public Map<String, String> read() {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT pg_size_pretty(pg_database_size(current_database())) AS size, version() AS version""")
                .map((row, context) -> Map.of("database.size", row.getString("size"), "database.version",
                        row.getString("version")))
                .one());
    }

    /** Throws when the database does not answer. */
    public void ask() {
        jdbi.useHandle(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
    }
}
