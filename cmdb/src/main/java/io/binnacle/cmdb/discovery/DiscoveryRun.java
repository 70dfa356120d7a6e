package io.binnacle.cmdb.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The record of one run of one source.
 *
 * @param finishedAt null while it runs
 * @param saw items seen; 0 unless it succeeded, as the other counts
 * @param missing items that this run did not find any more
 * @param problems what could not be read or was refused; the rest was applied
 * @param error why the whole run failed
 */
public record DiscoveryRun(UUID id, String source, Instant startedAt, @Nullable Instant finishedAt, Outcome outcome,
        int saw, int added, int changed, int missing, List<String> problems, @Nullable String error) {

    /** How a run ended. */
    public enum Outcome {
        RUNNING, SUCCEEDED,
        /** The source failed, or the store; nothing was applied. */
        FAILED,
        /** The server stopped before the run ended; nothing was applied. */
        INTERRUPTED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
