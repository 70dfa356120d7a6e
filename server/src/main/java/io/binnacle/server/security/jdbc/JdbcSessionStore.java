package io.binnacle.server.security.jdbc;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.server.security.SessionStore;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Sessions in the table {@code session}. */
public final class JdbcSessionStore implements SessionStore {

    private final Jdbi jdbi;

    public JdbcSessionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void insert(String hash, UUID userId, String origin, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            INSERT INTO session (hash, user_id, origin, created_at, last_used_at)
            VALUES (:hash, :userId, :origin, :now, :now)""")
                .bind("hash", hash).bind("userId", userId).bind("origin", origin).bind("now", Columns.time(now))
                .execute());
    }

    @Override
    public Optional<Stored> find(String hash) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT u.id, u.name, u.display_name, u.role, u.enabled, u.created_at, u.last_sign_in_at,
                   s.created_at AS opened_at, s.last_used_at
            FROM session s JOIN app_user u ON u.id = s.user_id WHERE s.hash = :hash""")
                .bind("hash", hash).map((row, context) -> new Stored(hash, Columns.user(row),
                        Columns.instant(row, "opened_at"), Columns.instant(row, "last_used_at")))
                .findOne());
    }

    @Override
    public void used(String hash, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE session SET last_used_at = :now WHERE hash = :hash")
                .bind("hash", hash).bind("now", Columns.time(now)).execute());
    }

    @Override
    public void delete(String hash) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM session WHERE hash = :hash").bind("hash", hash)
                .execute());
    }

    @Override
    public void deleteOf(UUID userId, @Nullable String exceptHash) {
        jdbi.useHandle(handle -> handle
                .createUpdate("DELETE FROM session WHERE user_id = :userId AND hash <> :except")
                .bind("userId", userId).bind("except", exceptHash == null ? "" : exceptHash).execute());
    }

    @Override
    public void deleteOlder(Instant createdBefore, Instant usedBefore) {
        jdbi.useHandle(handle -> handle
                .createUpdate("DELETE FROM session WHERE created_at < :created OR last_used_at < :used")
                .bind("created", Columns.time(createdBefore)).bind("used", Columns.time(usedBefore)).execute());
    }
}
