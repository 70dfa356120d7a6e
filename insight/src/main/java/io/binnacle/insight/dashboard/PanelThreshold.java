package io.binnacle.insight.dashboard;

import io.binnacle.kernel.health.Severity;

/** From this value on, what a panel shows has that severity. */
public record PanelThreshold(double from, Severity severity) {}
