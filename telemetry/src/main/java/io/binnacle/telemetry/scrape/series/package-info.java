/**
 * What a target exposes, on its way into the store.
 *
 * <p>The journey of a body: {@link io.binnacle.telemetry.scrape.series.TargetSamples} reads it line by line. A line that the
 * target exposed before is known to its {@link io.binnacle.telemetry.scrape.series.SeriesCache} by its bytes, and with it the
 * labels that the series has in the store: only the value is read. Labels of a new one are made by {@link
 * io.binnacle.telemetry.scrape.series.SeriesLabelling}: the target's labels are added, the job's rules applied, its limits held.
 *
 * <p>Invariants: a body that is wrong anywhere leaves no sample; each series that was there and is gone ends with a stale
 * marker; nothing is made a string by sample.
 */
@NullMarked
package io.binnacle.telemetry.scrape.series;

import org.jspecify.annotations.NullMarked;
