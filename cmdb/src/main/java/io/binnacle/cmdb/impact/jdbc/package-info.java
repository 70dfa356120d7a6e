/**
 * The estate in PostgreSQL, as the graph reads it: all of it by COPY, then what the log of the estate says.
 */
@NullMarked
package io.binnacle.cmdb.impact.jdbc;

import org.jspecify.annotations.NullMarked;
