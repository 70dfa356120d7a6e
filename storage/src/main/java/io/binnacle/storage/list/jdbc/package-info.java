/**
 * Runs list queries on PostgreSQL.
 */
@NullMarked
package io.binnacle.storage.list.jdbc;

import org.jspecify.annotations.NullMarked;
