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
import io.binnacle.insight.dashboard.DashboardContent;
import io.binnacle.insight.dashboard.DashboardJson;
import io.binnacle.insight.dashboard.DashboardStore;
import io.binnacle.insight.dashboard.DashboardVersion;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

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
    public void keepVersion(Dashboard dashboard, @Nullable String note, int max) {
        jdbi.useHandle(handle -> {
            bind(handle.createUpdate("""
                INSERT INTO binnacle.dashboard_version (dashboard_id, version, content, author, at, note)
                VALUES (CAST(:id AS uuid), :version, :content, :changedBy, :changedAt, :note)"""), dashboard)
                    .bind("note", note).execute();
            handle.createUpdate("""
                DELETE FROM binnacle.dashboard_version
                 WHERE dashboard_id = CAST(:id AS uuid) AND version <= :last""").bind("id", dashboard.id())
                    .bind("last", dashboard.version() - max).execute();
        });
    }

    @Override
    public List<DashboardVersion> versions(String id) {
        return uuid(id).map(uuid -> jdbi.withHandle(handle -> handle.createQuery("""
            SELECT v.* FROM binnacle.dashboard_version v WHERE v.dashboard_id = :id ORDER BY v.version DESC""")
                .bind("id", uuid).map((row, context) -> version(row, id)).list())).orElse(List.of());
    }

    private static DashboardVersion version(ResultSet row, String id) throws SQLException {
        DashboardContent content = content(row, id);
        return new DashboardVersion(row.getInt("version"), row.getString("author"),
                row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("note"), content.title(),
                content.panels().size());
    }

    @Override
    public Optional<DashboardContent> content(String id, int version) {
        return uuid(id).flatMap(uuid -> jdbi.withHandle(handle -> handle.createQuery("""
            SELECT v.content FROM binnacle.dashboard_version v
             WHERE v.dashboard_id = :id AND v.version = :version""").bind("id", uuid).bind("version", version)
                .map((row, context) -> content(row, id)).findOne()));
    }

    private static DashboardContent content(ResultSet row, String id) throws SQLException {
        return DashboardJson.read(row.getString("content"), "dashboard " + id);
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
                row.getObject("changed_at", OffsetDateTime.class).toInstant(), content(row, id));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
