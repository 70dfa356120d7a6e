/**
 * Channels, outbox and delivery log in PostgreSQL.
 */
@NullMarked
package io.binnacle.operations.notification.jdbc;

import org.jspecify.annotations.NullMarked;
