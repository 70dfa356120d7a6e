package io.binnacle.cmdb;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who saw a relation.
 *
 * @param toKey the key by which the source named the end
 * @param toId the item at the end; null while nobody knows one of that key
 * @param confidence of the source, above 0, at most 1
 * @param seenCount how often; sightings less than a minute apart count once
 * @param expiresAt until when it holds without being seen again; null when it holds until its source says otherwise
 * @param endedAt since when it does not hold any more; null while it does
 */
public record RelationEvidence(String source, String scope, UUID fromId, String type, String toClass, String toKey,
        @Nullable UUID toId, double confidence, Instant firstSeen, Instant lastSeen, long seenCount,
        @Nullable Instant expiresAt, @Nullable Instant endedAt) {}
