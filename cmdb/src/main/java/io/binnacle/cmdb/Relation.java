package io.binnacle.cmdb;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A directed connection of two items that holds now: {@code nginx connects_to postgresql}. At most one of a type from
 * one item to another. One that is no longer seen is removed from here and kept in the history.
 *
 * @param type one of the model's relation types: runs_on, part_of, connects_to, stored_on, installed_on, runs, uses
 */
public record Relation(UUID id, UUID fromId, String type, UUID toId, Map<String, Object> attributes, String source,
        Instant firstSeen, Instant lastSeen) {}
