package io.binnacle.cmdb.impact;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a part of a service depends on directly.
 *
 * @param id of another part
 * @param relation type of the relation
 * @param outgoing whether the relation starts at the part that depends
 * @param redundancy {@code 2 of 3}: how many of how many like this one must be up; null when all must
 */
public record PartLink(UUID id, String relation, boolean outgoing, @Nullable String redundancy) {}
