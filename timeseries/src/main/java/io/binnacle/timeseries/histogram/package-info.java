/**
 * Native histograms: samples that are whole distributions, as Prometheus has them.
 *
 * <p>The journey of a histogram: a receiver puts it together with a
 * {@link io.binnacle.timeseries.histogram.NativeHistogram.Builder}, which says what is wrong with it; an appender makes
 * bytes of it by {@link io.binnacle.timeseries.histogram.HistogramCodec}, and as such it lies in the log, in memory and in
 * blocks; a {@link io.binnacle.timeseries.Series} decodes it again.
 *
 * <p>Invariants: there is no histogram that breaks the rules; what is decoded equals what was encoded to the bit, but for
 * a stale marker, of which nothing counts but that it is one. Drawn in {@code docs/format/histogram.md}.
 */
@NullMarked
package io.binnacle.timeseries.histogram;

import org.jspecify.annotations.NullMarked;
