/**
 * Blocks: immutable files of samples that nobody appends to any more.
 *
 * <p>The journey of a series: {@link io.binnacle.timeseries.block.BlockWriter} takes it in its place of the order
 * (metric, series), cuts it into {@linkplain io.binnacle.timeseries.column columns}, stores its times once for all series
 * that share them, and its values beside those of its neighbours in a page with one checksum. A
 * {@link io.binnacle.timeseries.block.Block} is the file mapped; {@link io.binnacle.timeseries.block.BlockReader} finds
 * the page by the directory and decodes the columns asked for. {@link io.binnacle.timeseries.block.BlockMerger} makes one
 * block of several, sample by sample.
 *
 * <p>Invariants: a block is at its name complete and synced, or not at all; nothing in it changes; a mapping lives as long
 * as somebody retains the block; damage of a page costs the series in it, never the block. The format is drawn in
 * {@code docs/format/block.md}.
 */
@NullMarked
package io.binnacle.timeseries.block;

import org.jspecify.annotations.NullMarked;
