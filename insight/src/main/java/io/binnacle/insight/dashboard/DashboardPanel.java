package io.binnacle.insight.dashboard;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One panel. Panels stand in their order, beside each other as far as there is room.
 *
 * @param width in twelfths of the page
 * @param height in rows of 40 pixels
 * @param unit in UCUM: {@code By}, {@code s}, {@code 1} for a ratio; empty for what follows from the queries
 * @param thresholds ascending
 * @param min of a gauge; likewise {@code max}; 0 and 1, or 100, by default
 * @param text of a text panel
 * @param repeat the variable of whose chosen values each gets this panel; of a row, the panels up to the next row too; empty for none
 * @param stacking of lines over time; null for lines that each begin at zero
 */
public record DashboardPanel(String title, String description, PanelKind kind, int width, int height, String unit,
        List<PanelQuery> queries, List<PanelThreshold> thresholds, @Nullable Double min, @Nullable Double max,
        String text, String repeat, @Nullable PanelStacking stacking) {

    public DashboardPanel {
        queries = List.copyOf(queries);
        thresholds = List.copyOf(thresholds);
    }
}
