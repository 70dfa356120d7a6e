/**
 * Incidents in PostgreSQL. The partial unique index on the subject holds "one unresolved incident an item" whatever the code does.
 */
@NullMarked
package io.binnacle.operations.incident.jdbc;

import org.jspecify.annotations.NullMarked;
