/**
 * A store in arrays: bounded, fast, gone with the process; the store of tests.
 *
 * <p>The journey of a sample: {@link io.binnacle.timeseries.memory.InMemoryTimeSeriesStore} commits a batch under one lock into
 * the columns of each series, {@link io.binnacle.timeseries.memory.LabelIndex} finds the series of some matchers.
 */
@NullMarked
package io.binnacle.timeseries.memory;

import org.jspecify.annotations.NullMarked;
