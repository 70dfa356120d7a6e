/** Intent and drift in PostgreSQL. */
@NullMarked
package io.binnacle.cmdb.intent.jdbc;

import org.jspecify.annotations.NullMarked;
