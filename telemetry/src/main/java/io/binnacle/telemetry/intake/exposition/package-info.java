/**
 * The text formats in which programs expose their metrics: Prometheus' own (0.0.4) and OpenMetrics 1.0.
 *
 * <p>A {@link io.binnacle.telemetry.intake.exposition.ExpositionFormat} reads a text line by line and tells an {@link
 * io.binnacle.telemetry.intake.exposition.ExpositionHandler} what it finds, in order. OpenMetrics' rules about what may
 * stand together in a family are a handler of their own ({@link
 * io.binnacle.telemetry.intake.exposition.OpenMetricsFamilies}).
 *
 * <p>Invariants: the first fault ends the reading with an {@link
 * io.binnacle.telemetry.intake.exposition.ExpositionError} that names line, column and reason; nothing else comes of a
 * text's bytes; no pattern or recursion whose cost the text decides.
 */
@NullMarked
package io.binnacle.telemetry.intake.exposition;

import org.jspecify.annotations.NullMarked;
