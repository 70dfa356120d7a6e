package io.binnacle.server.security;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An account of a person.
 *
 * @param name what the person signs in with; unique without regard to case
 */
public record User(UUID id, String name, String displayName, Role role, boolean enabled, Instant createdAt,
        @Nullable Instant lastSignInAt) {}
