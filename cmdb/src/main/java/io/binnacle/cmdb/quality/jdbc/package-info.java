/** Quality and attestations in PostgreSQL. */
@NullMarked
package io.binnacle.cmdb.quality.jdbc;

import org.jspecify.annotations.NullMarked;
