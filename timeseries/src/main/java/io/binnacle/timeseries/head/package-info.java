/**
 * The samples that are not in a block yet: one {@link io.binnacle.timeseries.head.Generation} takes commits, at most one
 * more is sealed and on its way to the disk.
 *
 * <p>The journey of a sample: the store's commit, under its lock, {@linkplain io.binnacle.timeseries.head.Generation#touch
 * touches} the series and appends; what is newer than all before goes into the series' chain of compressed
 * {@link io.binnacle.timeseries.head.Cells cells} off the heap, what is late into its
 * {@link io.binnacle.timeseries.head.VersionedColumns}. A reader asks for the state as of a version and decodes.
 *
 * <p>Invariants: a generation has one writer at a time; a reader of version V sees what commits up to V did and nothing of
 * later ones, without a lock, while the writer goes on; all memory of a generation is one arena, given back at its last
 * release.
 */
@NullMarked
package io.binnacle.timeseries.head;

import org.jspecify.annotations.NullMarked;
