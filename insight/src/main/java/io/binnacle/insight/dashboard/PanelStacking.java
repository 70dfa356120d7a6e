package io.binnacle.insight.dashboard;

/** How the lines of a panel stand on each other. */
public enum PanelStacking {
    /** Each begins where the one below it ends. */
    NORMAL,
    /** The same, of what each is of their sum. */
    PERCENT
}
