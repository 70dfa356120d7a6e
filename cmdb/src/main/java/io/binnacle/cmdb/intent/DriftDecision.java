package io.binnacle.cmdb.intent;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a person said of a drift.
 *
 * @param until null when it holds until something else is intended
 */
public record DriftDecision(@Nullable Instant until, String reason, String decidedBy, Instant decidedAt) {}
