package io.binnacle.cmdb.impact;

import org.jspecify.annotations.Nullable;

/**
 * A relation at one time.
 *
 * @param redundancy when the dependency is one of a group; null for the rule of the item that depends
 */
public record RelationState(@Nullable Redundancy redundancy) {}
