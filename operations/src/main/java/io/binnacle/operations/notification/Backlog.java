package io.binnacle.operations.notification;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** How much waits in the outbox, and since when; {@code oldest} is null when nothing does. */
public record Backlog(long undelivered, @Nullable Instant oldest) {}
