package io.binnacle.cmdb.discovery;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A source as the runner sees it.
 *
 * @param lastRun the run that started last, null before the first
 * @param nextRunAt null while it runs or when the runner is stopped
 */
public record DiscoverySourceState(String name, long intervalSeconds, boolean running, @Nullable DiscoveryRun lastRun,
        @Nullable Instant nextRunAt) {}
