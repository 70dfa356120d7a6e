/**
 * What PostgreSQL says of itself.
 */
@NullMarked
package io.binnacle.server.health.jdbc;

import org.jspecify.annotations.NullMarked;
