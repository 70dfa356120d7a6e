package io.binnacle.insight.dashboard;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A dashboard.
 *
 * @param id a UUID, or a word for one that comes with the program
 * @param readOnly whether it comes with the program
 * @param version counts its changes; who changes it says which one was seen
 * @param changedBy who wrote this version; null for one that comes with the program, as is {@code changedAt}
 */
public record Dashboard(String id, boolean readOnly, int version, @Nullable String changedBy,
        @Nullable Instant changedAt, DashboardContent content) {

    public DashboardSummary summary() {
        return new DashboardSummary(id, readOnly, content.title(), content.description(), content.tags(),
                content.panels().size(), changedBy, changedAt);
    }
}
