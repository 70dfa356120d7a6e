package io.binnacle.insight.dashboard;

import org.jspecify.annotations.Nullable;

/**
 * What a dashboard was in a version.
 *
 * @param before what it was in the version before; null when there was none, or when it is not kept any more
 */
public record DashboardVersionContent(int version, DashboardContent content, @Nullable DashboardContent before) {}
