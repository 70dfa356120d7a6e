/**
 * Events: what a series has beside its float samples. Native histograms, start times, exemplars: bytes at a time.
 *
 * <p>The journey of an event: a codec makes bytes of it in the sender's thread
 * ({@link io.binnacle.timeseries.histogram.HistogramCodec}, {@link io.binnacle.timeseries.event.ExemplarCodec},
 * {@link io.binnacle.timeseries.event.StartTimeCodec}); the log, the head
 * ({@link io.binnacle.timeseries.event.VersionedEvents}), blocks and merges know its kind, its time and those bytes only; a
 * reader merges what they hold ({@link io.binnacle.timeseries.event.EventColumns}) and decodes.
 *
 * <p>Invariants: events of one series and kind are in the order of their times, those of one time in that of their bytes;
 * which of two stays is told by these bytes alone, not by the order of arrival. So replicas, retries, replays of a log and
 * merges of blocks all end with the same events. The payloads are drawn in {@code docs/format/histogram.md}.
 */
@NullMarked
package io.binnacle.timeseries.event;

import org.jspecify.annotations.NullMarked;
