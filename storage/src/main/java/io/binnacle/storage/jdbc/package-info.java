/**
 * How connections are made, watched and migrated; the only place that knows Flyway, the pool and the driver.
 */
@NullMarked
package io.binnacle.storage.jdbc;

import org.jspecify.annotations.NullMarked;
