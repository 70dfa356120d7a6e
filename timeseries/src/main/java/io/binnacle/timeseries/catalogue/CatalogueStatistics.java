package io.binnacle.timeseries.catalogue;

/**
 * What a catalogue holds.
 *
 * @param series series
 * @param symbols distinct texts among the values of labels
 * @param diskBytes the file's size
 * @param memoryBytes what it takes in memory, estimated
 */
public record CatalogueStatistics(int series, int symbols, long diskBytes, long memoryBytes) {}
