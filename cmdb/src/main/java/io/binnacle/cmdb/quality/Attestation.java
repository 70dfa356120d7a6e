package io.binnacle.cmdb.quality;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Somebody looked at an item, and what is known of it was right.
 *
 * @param ciId the item that it is about now
 * @param note in words for people
 */
public record Attestation(UUID id, UUID ciId, @Nullable String note, String attestedBy, Instant attestedAt) {}
