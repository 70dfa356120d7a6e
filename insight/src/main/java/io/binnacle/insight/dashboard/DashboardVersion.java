package io.binnacle.insight.dashboard;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One saving of a dashboard.
 *
 * @param panels how many it had
 * @param note why; null when nothing was said
 */
public record DashboardVersion(int version, String author, Instant at, @Nullable String note, String title,
        int panels) {}
