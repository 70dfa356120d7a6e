package io.binnacle.telemetry.remotestore;

import java.util.EnumSet;
import java.util.Set;

import io.binnacle.timeseries.StoreCapability;

/** How samples are asked for, and what comes back that way. */
public enum ReadProtocol {

    /** Prometheus' remote read, in chunks: samples as they are stored. */
    REMOTE_READ("/api/v1/read"),
    /** Range selectors by the query API, which every server has. What digits it gives, and which samples, is its own affair. */
    QUERY("/api/v1/query");

    private final String path;

    ReadProtocol(String path) {
        this.path = path;
    }

    /** Behind the server's address. */
    String path() {
        return path;
    }

    /** Of those that a store need not have. */
    public Set<StoreCapability> capabilities() {
        return switch (this) {
            case REMOTE_READ -> EnumSet.of(StoreCapability.EXACT_VALUES, StoreCapability.STALE_MARKERS,
                    StoreCapability.NATIVE_HISTOGRAMS);
            case QUERY -> EnumSet.noneOf(StoreCapability.class);
        };
    }
}
