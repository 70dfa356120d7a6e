/**
 * Columns: at most {@value io.binnacle.timeseries.column.Column#ROWS_MAX} values or times of one series as few bytes,
 * lossless to the bit.
 *
 * <p>The journey of a column of values: {@link io.binnacle.timeseries.column.ValueEncoder} makes whole numbers of them, by
 * a power of ten that is proved lossless value by value, or by taking their bits; {@code IntegerEncoder} takes the
 * smallest of some transforms and packs what is left. {@link io.binnacle.timeseries.column.ValueDecoder} goes back, in
 * loops over arrays without branches. Times go the same way without the first step.
 *
 * <p>Invariants: equal bits in and out, NaN payloads and -0.0 too; columns of one page are read in the order they were
 * written, since one may stand on the one before; whoever reads has checked the bytes, and bytes that are wrong all the
 * same give {@link io.binnacle.kernel.error.Corrupt} or wrong values, never another failure. Drawn in
 * {@code docs/format/block.md}.
 */
@NullMarked
package io.binnacle.timeseries.column;

import org.jspecify.annotations.NullMarked;
