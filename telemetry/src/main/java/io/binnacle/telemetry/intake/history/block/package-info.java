/**
 * Prometheus' blocks on disk, for reading: a folder with {@code meta.json}, an {@code index} of series, {@code chunks} of samples and
 * {@code tombstones} of what was deleted. Written after Prometheus' own descriptions of these formats (tsdb/docs/format).
 *
 * <p>{@link io.binnacle.telemetry.intake.history.block.BlockFolder} goes through the series; each names its chunks, of which one at a
 * time is in memory, decoded. Every checksum is checked. What is damaged throws {@link io.binnacle.kernel.error.Corrupt}; the walk can go
 * on behind it.
 */
@NullMarked
package io.binnacle.telemetry.intake.history.block;

import org.jspecify.annotations.NullMarked;
