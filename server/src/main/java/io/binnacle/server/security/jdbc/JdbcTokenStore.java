package io.binnacle.server.security.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.server.security.ApiToken;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.TokenStore;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** API tokens in the table {@code api_token}. */
public final class JdbcTokenStore implements TokenStore {

    private static final ListSchema SCHEMA = ListSchema.of("tokens").id("id", "t.id").searched("name", "t.name")
            .text("createdBy", "t.created_by").time("createdAt", "t.created_at").time("expiresAt", "t.expires_at")
            .time("lastUsedAt", "t.last_used_at").time("revokedAt", "t.revoked_at").sortedBy("-createdAt")
            .tiebreak("id");
    private static final String COLUMNS = "t.id, t.name, t.permissions, t.created_by, t.created_at, t.expires_at, t.last_used_at, t.revoked_at";

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final ListReader<ApiToken> reader = new ListReader<>(SCHEMA, COLUMNS, "api_token t",
            (row, context) -> token(row));

    public JdbcTokenStore(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        List<Permission> permissions = new ArrayList<>();
        // A permission that this version no longer knows opens nothing.
        for (Object text : (Object[]) row.getArray("permissions").getArray()) {
            Permission.parse(String.valueOf(text)).ifPresent(permissions::add);
        }
        return new ApiToken(row.getObject("id", UUID.class), row.getString("name"), permissions,
                row.getString("created_by"), Columns.instant(row, "created_at"),
                Columns.findInstant(row, "expires_at"), Columns.findInstant(row, "last_used_at"),
                Columns.findInstant(row, "revoked_at"));
    }

    @Override
    public void insert(ApiToken token, String hash) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            INSERT INTO api_token (id, name, hash, permissions, created_by, created_at, expires_at)
            VALUES (:id, :name, :hash, string_to_array(:permissions, ','), :createdBy, :createdAt, :expiresAt)""")
                .bind("id", token.id()).bind("name", token.name()).bind("hash", hash)
                .bind("permissions", String.join(",", token.permissions().stream().map(Permission::text).toList()))
                .bind("createdBy", token.createdBy()).bind("createdAt", Columns.time(token.createdAt()))
                .bindByType("expiresAt", time(token.expiresAt()), OffsetDateTime.class).execute());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : Columns.time(instant);
    }

    @Override
    public Optional<ApiToken> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM api_token t WHERE t.id = :id")
                .bind("id", id).map((row, context) -> token(row)).findOne());
    }

    @Override
    public Optional<ApiToken> findByHash(String hash) {
        return jdbi
                .withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM api_token t WHERE t.hash = :hash")
                        .bind("hash", hash).map((row, context) -> token(row)).findOne());
    }

    @Override
    public Page<ApiToken> list(ListQuery query) {
        return jdbi.withHandle(handle -> reader.read(handle, query, clock.instant()));
    }

    @Override
    public ListSchema schema() {
        return SCHEMA;
    }

    @Override
    public void used(UUID id, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE api_token SET last_used_at = :now WHERE id = :id")
                .bind("id", id).bind("now", Columns.time(now)).execute());
    }

    @Override
    public void revoke(UUID id, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE api_token SET revoked_at = :now WHERE id = :id")
                .bind("id", id).bind("now", Columns.time(now)).execute());
    }
}
