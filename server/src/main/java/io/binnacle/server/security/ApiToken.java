package io.binnacle.server.security;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A token for programs. Its secret is shown once, when it is made.
 *
 * @param createdBy name of the user who made it
 */
public record ApiToken(UUID id, String name, List<Permission> permissions, String createdBy, Instant createdAt,
        @Nullable Instant expiresAt, @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {

    public ApiToken {
        permissions = List.copyOf(permissions);
    }

    boolean counts(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
