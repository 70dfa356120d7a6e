/**
 * Samples of the past, from what another system wrote: texts with timestamps ({@link io.binnacle.telemetry.intake.history.TextImport}),
 * Prometheus' blocks ({@link io.binnacle.telemetry.intake.history.BlockImport}), or from another system that runs, by remote read
 * ({@link io.binnacle.telemetry.intake.history.RemoteReadImport}).
 *
 * <p>Samples go from their source, a piece at a time, through a {@link io.binnacle.telemetry.intake.history.HistoryWriter} into the
 * store, which commits them batch by batch. So memory is bounded whatever the source's size. What is wrong is told and left
 * out, all else is kept. To import again what was imported, in part or whole, changes nothing: a sample that is there already is a
 * duplicate.
 */
@NullMarked
package io.binnacle.telemetry.intake.history;

import org.jspecify.annotations.NullMarked;
