/**
 * PostgreSQL as a child process: unpacked, initialised, started, watched, restarted, stopped.
 */
@NullMarked
package io.binnacle.storage.postgres;

import org.jspecify.annotations.NullMarked;
