/**
 * The activity stream as one table that a trigger keeps append-only.
 */
@NullMarked
package io.binnacle.storage.activity.jdbc;

import org.jspecify.annotations.NullMarked;
