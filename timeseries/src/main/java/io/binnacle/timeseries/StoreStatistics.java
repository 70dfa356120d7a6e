package io.binnacle.timeseries;

import java.util.Map;

/**
 * What a store holds now and what passed through it since it was opened; the server publishes it as metrics.
 *
 * @param series series held
 * @param seriesMax how many it may hold
 * @param samples float samples held; native histograms and exemplars are not among them, but count in {@code bytes}; one
 *            that two blocks have counts twice until they are merged
 * @param bytes memory and disk that they take, estimated
 * @param appendedTotal samples, native histograms among them, taken since the store was opened
 * @param duplicatesTotal of the same, those that changed nothing
 * @param rejectedTotal what was refused, by reason
 * @param queriersOpen queriers that nobody has closed yet
 */
public record StoreStatistics(long series, long seriesMax, long samples, long bytes, long appendedTotal,
        long duplicatesTotal, Map<CommitResult.Reason, Long> rejectedTotal, int queriersOpen) {

    public StoreStatistics {
        rejectedTotal = Map.copyOf(rejectedTotal);
    }
}
