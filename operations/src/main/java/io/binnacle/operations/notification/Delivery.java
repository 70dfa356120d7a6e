package io.binnacle.operations.notification;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One message on its way to one channel, and how that went. This record is also the API's JSON type.
 *
 * @param id
 *            with {@code msg_} before it the {@code webhook-id}: the same at every attempt
 * @param event
 *            a {@link ChannelEvent#text()}
 * @param incidentNumber
 *            null for a test
 * @param nextAttemptAt
 *            null when there will be none
 * @param lastStatus
 *            the HTTP status of the last attempt; null when there was no answer
 * @param lastError
 *            why the last attempt failed, a sentence
 */
public record Delivery(UUID id, UUID channelId, String channelName, String event, @Nullable String incidentNumber,
        DeliveryState state, int attempts, @Nullable Instant nextAttemptAt, @Nullable Integer lastStatus,
        @Nullable String lastError, Instant createdAt, @Nullable Instant deliveredAt) {}
