package io.binnacle.timeseries.log;

/** What a commit waits for. */
public enum Durability {
    /** The write: survives the death of the process; a power cut takes at most what came since the last sync. */
    INTERVAL,
    /** The sync: survives a power cut. Commits that wait at the same time share one. */
    FSYNC
}
