package io.binnacle.insight.dashboard;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a list says of a dashboard.
 *
 * @param panels how many it has
 */
public record DashboardSummary(String id, boolean readOnly, String title, String description, List<String> tags,
        int panels, @Nullable String changedBy, @Nullable Instant changedAt) {

    public DashboardSummary {
        tags = List.copyOf(tags);
    }
}
