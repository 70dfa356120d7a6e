package io.binnacle.timeseries.snapshot;

/**
 * A folder of the store that belongs into a snapshot, with all below it.
 *
 * @param folder  its path
 * @param growing whether its files may still be appended to: they are copied as far as they go, instead of linked
 */
public record SnapshotPart(String folder, boolean growing) {}
