/**
 * Alerts in PostgreSQL: tables {@code alert} and {@code alert_change}.
 */
@NullMarked
package io.binnacle.insight.event.jdbc;

import org.jspecify.annotations.NullMarked;
