package io.binnacle.insight.dashboard;

import java.util.List;

/**
 * What a dashboard is, as its author wrote it: all that is exported and imported.
 *
 * @param tags words to find it by
 */
public record DashboardContent(String title, String description, List<String> tags, List<DashboardVariable> variables,
        List<DashboardPanel> panels) {

    public DashboardContent {
        tags = List.copyOf(tags);
        variables = List.copyOf(variables);
        panels = List.copyOf(panels);
    }
}
