package io.binnacle.timeseries.snapshot;

/**
 * What of the store belongs into a snapshot: a folder with all below it, or one file.
 *
 * @param folder  its path, or that of the file
 * @param growing whether its files may still be appended to: they are copied as far as they go, instead of linked
 */
public record SnapshotPart(String folder, boolean growing) {}
