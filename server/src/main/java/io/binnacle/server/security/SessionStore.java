package io.binnacle.server.security;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Keeps sessions by the hash of their secret. */
public interface SessionStore {

    /** A session and the account that it belongs to, as that is now. */
    record Stored(String hash, User user, Instant createdAt, Instant lastUsedAt) {}

    void insert(String hash, UUID userId, String origin, Instant now);

    Optional<Stored> find(String hash);

    void used(String hash, Instant now);

    void delete(String hash);

    /** Ends all sessions of that user but one. */
    void deleteOf(UUID userId, @Nullable String exceptHash);

    /** Removes what ended by itself. */
    void deleteOlder(Instant createdBefore, Instant usedBefore);
}
