package io.binnacle.operations.notification;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent.
 *
 * @param claimedUntil
 *            not null: whoever writes it also makes the first attempt; no worker takes it before
 */
public record OutboxEntry(UUID id, UUID channelId, String channelName, String event, @Nullable String incidentNumber,
        String body, Instant createdAt, Instant giveUpAt, @Nullable Instant claimedUntil) {}
