package io.binnacle.operations.notification;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A message that its holder alone may attempt, until the claim ends. */
public record ClaimedDelivery(UUID id, UUID channelId, String event, @Nullable String incidentNumber, String body,
        int attempts, Instant giveUpAt) {}
