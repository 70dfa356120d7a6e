/**
 * What senders say about families of metrics: type, unit, help.
 *
 * <p>The journey: a commit puts what is news into its record of the log and into the
 * {@link io.binnacle.timeseries.metadata.MetadataTable}; a flush writes the table to its
 * {@link io.binnacle.timeseries.metadata.MetadataFile file} before it cuts the log; a start reads the file, then the log.
 *
 * <p>Invariants: a family has what was said about it last; the table has a bound; the file is there whole or not at all.
 */
@NullMarked
package io.binnacle.timeseries.metadata;

import org.jspecify.annotations.NullMarked;
