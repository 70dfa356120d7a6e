package io.binnacle.insight.dashboard;

/**
 * One question of a panel.
 *
 * @param expr in PromQL, with {@code $variables}
 * @param legend the name of each series, with <code>{{labels}}</code>; empty for what tells the series apart
 */
public record PanelQuery(String expr, String legend) {}
