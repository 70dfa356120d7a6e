/** Files of items in PostgreSQL. */
@NullMarked
package io.binnacle.cmdb.attachment.jdbc;

import org.jspecify.annotations.NullMarked;
