/**
 * Dashboards in PostgreSQL: table {@code dashboard}.
 */
@NullMarked
package io.binnacle.insight.dashboard.jdbc;

import org.jspecify.annotations.NullMarked;
