/**
 * The write-ahead log: what came since the last flush, so that a process that dies loses nothing it acknowledged.
 *
 * <p>The journey of a record:
 *
 * <ol>
 * <li>{@link io.binnacle.timeseries.log.WriteAheadLog#append} writes it, with its checksum, behind the last one of the newest
 * segment, a file of bounded size.
 * <li>A sync, by the background every interval or by whoever waits in
 * {@link io.binnacle.timeseries.log.WriteAheadLog#awaitDurable}, makes it survive a power cut; one sync serves all who wait.
 * <li>{@link io.binnacle.timeseries.log.WriteAheadLog#cut} starts a segment, {@link io.binnacle.timeseries.log.WriteAheadLog#deleteBefore}
 * deletes those whose records are in blocks by now.
 * <li>After a crash {@link io.binnacle.timeseries.log.WriteAheadLog#open} hands the records that are left to a reader, in order.
 * </ol>
 *
 * <p>Invariants: a segment that a former process wrote is never written again; a record is handed out whole and as it was written, or
 * not at all; what is damaged is reported and what follows it is kept. Format: docs/format/log.md.
 */
@NullMarked
package io.binnacle.timeseries.log;

import org.jspecify.annotations.NullMarked;
