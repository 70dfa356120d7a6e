package io.binnacle.server.security;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who is signed in, as the console needs to know it.
 *
 * @param csrfToken to be sent as {@code X-CSRF-Token} with every request that changes something
 * @param expiresAt when the session ends in any case
 */
public record Session(Owner user, List<Permission> permissions, String csrfToken, Instant expiresAt) {

    public record Owner(UUID id, String name, String displayName, Role role) {}
}
