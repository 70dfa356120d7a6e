/**
 * Accounts, sessions and tokens in PostgreSQL.
 */
@NullMarked
package io.binnacle.server.security.jdbc;

import org.jspecify.annotations.NullMarked;
