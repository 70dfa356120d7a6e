/**
 * The store on a disk: everything below {@code timeseries} put together.
 *
 * <p>The journey of a sample:
 *
 * <ol>
 * <li>{@link io.binnacle.timeseries.durable.DurableAppender} finds the number of its series in
 * {@link io.binnacle.timeseries.durable.KnownSeries}, by the bytes in which the labels came.
 * <li>{@link io.binnacle.timeseries.durable.Commit} sorts good samples from bad ones, writes them to the log as one
 * {@link io.binnacle.timeseries.durable.CommitRecord}, and puts them into the active generation.
 * <li>{@link io.binnacle.timeseries.durable.Flush} writes a full generation to a block a UTC day;
 * {@link io.binnacle.timeseries.durable.Compaction} merges blocks; both belong to
 * {@link io.binnacle.timeseries.durable.Housekeeping}.
 * <li>{@link io.binnacle.timeseries.durable.DurableQuerier} reads blocks and generations of one
 * {@link io.binnacle.timeseries.durable.View}.
 * </ol>
 *
 * <p>Invariants: a sample is in the log until the state file says that a block has it; blocks of one day may hold the same
 * time of a series twice, and every reader and merge resolves that alike; what is named damaged is left out, nothing else.
 */
@NullMarked
package io.binnacle.timeseries.durable;

import org.jspecify.annotations.NullMarked;
