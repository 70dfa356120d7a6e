/**
 * Searches that are kept in PostgreSQL.
 */
@NullMarked
package io.binnacle.storage.list.saved.jdbc;

import org.jspecify.annotations.NullMarked;
