/**
 * Time series: samples go in by batch, come out by column, and answer PromQL. Usable alone as a library.
 *
 * <p>The journey of a sample:
 *
 * <ol>
 * <li>A source collects samples of one round in an {@link io.binnacle.timeseries.Appender} and commits them; what
 * cannot be taken comes back in the {@link io.binnacle.timeseries.CommitResult}, the rest is stored and visible at once.
 * <li>A {@link io.binnacle.timeseries.TimeSeriesStore} keeps it: the one of {@code durable} on disk, the one of {@code memory} in
 * arrays, bounded, gone with the process.
 * <li>A {@link io.binnacle.timeseries.Querier} finds the {@link io.binnacle.timeseries.Series} of some matchers in an
 * index over labels, as they were when it was opened.
 * <li>{@link io.binnacle.timeseries.promql.PromqlEngine} reads their columns through
 * {@link io.binnacle.timeseries.SampleCursor} and answers.
 * </ol>
 *
 * <p>Invariants: times are epoch milliseconds; a series has at most one sample a time, in ascending order; which one
 * stays is told by {@link io.binnacle.timeseries.Samples#prevails}; a series that ended carries a
 * {@linkplain io.binnacle.timeseries.Samples#STALE stale marker}; every store passes {@code TimeSeriesStoreContract}.
 */
@NullMarked
package io.binnacle.timeseries;

import org.jspecify.annotations.NullMarked;
