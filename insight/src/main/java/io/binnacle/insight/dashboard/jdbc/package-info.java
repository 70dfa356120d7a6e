/**
 * Dashboards in PostgreSQL: tables {@code dashboard} and {@code dashboard_version}.
 */
@NullMarked
package io.binnacle.insight.dashboard.jdbc;

import org.jspecify.annotations.NullMarked;
