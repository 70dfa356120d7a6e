package io.binnacle.cmdb.intent;

import java.time.Duration;
import java.time.Instant;

/**
 * A comparison of everything that is intended with what is seen.
 *
 * @param items how many were compared
 * @param found how many drifts there are
 * @param fresh how many of these the comparison before had not found
 */
public record DriftRun(Instant at, Duration took, int items, int found, int fresh) {}
