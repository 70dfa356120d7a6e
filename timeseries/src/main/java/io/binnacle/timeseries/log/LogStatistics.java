package io.binnacle.timeseries.log;

/**
 * What a log did since it was opened, and what it is now.
 *
 * @param bytes on disk now, all segments
 * @param segments on disk now
 * @param recordsAppended since it was opened
 * @param bytesAppended since it was opened, headers of records included
 * @param bytesUnsynced what a power cut could take now
 * @param unsyncedNanos how old the oldest of that is, or a little less; 0 when there is none
 * @param syncs that succeeded
 * @param syncFailures that did not; each may have made records doubtful until the next flush
 * @param syncNanos time spent in syncs, in all
 */
public record LogStatistics(long bytes, int segments, long recordsAppended, long bytesAppended, long bytesUnsynced,
        long unsyncedNanos, long syncs, long syncFailures, long syncNanos) {}
