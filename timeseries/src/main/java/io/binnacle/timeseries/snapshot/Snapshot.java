package io.binnacle.timeseries.snapshot;

import java.time.Instant;

/**
 * A snapshot that is complete.
 *
 * @param name        of its folder
 * @param created     when it was begun: what was acknowledged before is in it
 * @param files       how many
 * @param bytes       of all files
 * @param bytesCopied of those that are not shared with the store
 */
public record Snapshot(String name, Instant created, int files, long bytes, long bytesCopied) {}
