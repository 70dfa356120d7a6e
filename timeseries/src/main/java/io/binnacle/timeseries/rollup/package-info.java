/**
 * Samples brought down to one point a window; what {@link io.binnacle.timeseries.Rollup} promises, in code.
 *
 * <p>All is made day by day (UTC), like blocks: {@link io.binnacle.timeseries.rollup.DayRollup} makes the points of a series
 * from its samples of one day and from nothing else, so a day's points may be stored as long as that day's samples do not change. A
 * window that ends at midnight holds the first instant of the next day: both days have a part of it, and
 * {@link io.binnacle.timeseries.rollup.RollupJoin} puts them together. A counter's step over midnight is in neither; each day
 * keeps its first and last {@linkplain io.binnacle.timeseries.rollup.Readings reading}, and the join makes the step of those.
 *
 * <p>What was deleted goes from points by {@link io.binnacle.timeseries.rollup.PointDeletion} when their samples are gone.
 *
 * <p>{@link io.binnacle.timeseries.rollup.RollupFormat} is how points lie in a file, drawn in {@code docs/format/rollup.md}.
 */
@NullMarked
package io.binnacle.timeseries.rollup;

import org.jspecify.annotations.NullMarked;
