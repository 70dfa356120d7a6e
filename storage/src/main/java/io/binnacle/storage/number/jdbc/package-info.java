/**
 * Number sequences as one row a prefix.
 */
@NullMarked
package io.binnacle.storage.number.jdbc;

import org.jspecify.annotations.NullMarked;
