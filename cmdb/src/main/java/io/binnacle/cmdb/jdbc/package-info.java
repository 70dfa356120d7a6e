/**
 * The CMDB in PostgreSQL: the only place that knows its tables.
 */
@NullMarked
package io.binnacle.cmdb.jdbc;

import org.jspecify.annotations.NullMarked;
