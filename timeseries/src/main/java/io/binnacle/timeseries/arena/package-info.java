/**
 * Memory off the heap. Everything of the engine that allocates there or maps a file does it in an arena of
 * {@link io.binnacle.timeseries.arena.Arenas}, so that a test, and a metric, can tell what was never given back.
 *
 * <p>Who makes an arena closes it: the generation that takes commits and each open block at the last release, everything
 * else before it returns.
 */
@NullMarked
package io.binnacle.timeseries.arena;

import org.jspecify.annotations.NullMarked;
