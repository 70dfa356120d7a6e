/**
 * A batch on its way into a store, as every store's appender collects it: samples in columns, what comes beside them as
 * encoded events, metadata by family.
 *
 * <p>Invariants: what is in a batch has a stored form; a batch has a bound. Which of it is taken, the store's commit decides.
 */
@NullMarked
package io.binnacle.timeseries.batch;

import org.jspecify.annotations.NullMarked;
