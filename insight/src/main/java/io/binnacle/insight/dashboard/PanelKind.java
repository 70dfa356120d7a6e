package io.binnacle.insight.dashboard;

/** How a panel shows what its queries answer. */
public enum PanelKind {
    /** Lines over the page's time range. */
    TIME_SERIES,
    /** One number, with its course behind it. */
    STAT,
    /** A number between two bounds. */
    GAUGE,
    /** A bar for each series. */
    BAR,
    /** The parts that the series are of their sum. */
    SHARE,
    /** A row for each series. */
    TABLE,
    /** How many observations fell into each bucket of a histogram, over the page's time range. */
    HEATMAP,
    /** Words; no query. */
    TEXT,
    /** A heading over the panels that follow; no query. */
    ROW
}
