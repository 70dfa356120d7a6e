/** Services in PostgreSQL: their items and parts as reconciliation made them, their states as they were watched. */
@NullMarked
package io.binnacle.cmdb.servicemap.jdbc;

import org.jspecify.annotations.NullMarked;
