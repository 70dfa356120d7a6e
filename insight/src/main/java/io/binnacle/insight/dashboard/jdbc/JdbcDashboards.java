package io.binnacle.insight.dashboard.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.insight.dashboard.Dashboard;
import io.binnacle.insight.dashboard.DashboardJson;
import io.binnacle.insight.dashboard.DashboardStore;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** Dashboards in PostgreSQL. */
public final class JdbcDashboards implements DashboardStore {

    private static final String SELECT = "SELECT d.* FROM binnacle.dashboard d";

    private final Jdbi jdbi;

    public JdbcDashboards(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void inTransaction(Runnable work) {
        jdbi.useTransaction(handle -> work.run());
    }

    @Override
    public void lock() {
        jdbi.useHandle(handle -> handle.execute("LOCK TABLE binnacle.dashboard IN SHARE ROW EXCLUSIVE MODE"));
    }

    @Override
    public int count() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM binnacle.dashboard").mapTo(Integer.class).one());
    }

    @Override
    public List<Dashboard> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT + " ORDER BY d.id").map((row, context) -> dashboard(row)).list());
    }

    @Override
    public Optional<Dashboard> find(String id) {
        return uuid(id).flatMap(uuid -> jdbi.withHandle(handle -> handle.createQuery(SELECT + " WHERE d.id = :id")
                .bind("id", uuid).map((row, context) -> dashboard(row)).findOne()));
    }

    @Override
    public void insert(Dashboard dashboard) {
        jdbi.useHandle(handle -> bind(handle.createUpdate("""
            INSERT INTO binnacle.dashboard (id, version, content, changed_by, changed_at)
            VALUES (CAST(:id AS uuid), :version, :content, :changedBy, :changedAt)"""), dashboard).execute());
    }

    @Override
    public boolean update(Dashboard dashboard, int versionBefore) {
        return jdbi.withHandle(handle -> bind(handle.createUpdate("""
            UPDATE binnacle.dashboard SET version = :version, content = :content, changed_by = :changedBy,
                    changed_at = :changedAt
             WHERE id = CAST(:id AS uuid) AND version = :versionBefore"""), dashboard)
                .bind("versionBefore", versionBefore).execute()) == 1;
    }

    @Override
    public void delete(String id) {
        uuid(id).ifPresent(uuid -> jdbi.useHandle(handle -> handle
                .createUpdate("DELETE FROM binnacle.dashboard WHERE id = :id").bind("id", uuid).execute()));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Dashboard dashboard) {
        Instant at = Objects.requireNonNull(dashboard.changedAt());
        return statement.bind("id", dashboard.id()).bind("version", dashboard.version())
                .bind("content", DashboardJson.write(dashboard.content())).bind("changedBy", dashboard.changedBy())
                .bind("changedAt", at.atOffset(ZoneOffset.UTC));
    }

    private static Dashboard dashboard(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Dashboard(id, false, row.getInt("version"), row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                DashboardJson.read(row.getString("content"), "dashboard " + id));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
