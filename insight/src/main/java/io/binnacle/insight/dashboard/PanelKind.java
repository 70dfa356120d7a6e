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
    /** A row for each series. */
    TABLE,
    /** Words; no query. */
    TEXT,
    /** A heading over the panels that follow; no query. */
    ROW
}
