/**
 * Snapshots of a store: everything it holds at one moment, in a folder beside it, within seconds whatever its size.
 *
 * <p>The journey of a file: one that never changes again (a block) gets a second name by a hard link, one that grows (the
 * log, the catalogue) is copied as far as it goes; both are noted in the manifest; the folder gets its name when all of it is
 * durable. To restore, copy the folder to another place, {@linkplain io.binnacle.timeseries.snapshot.Snapshots#verify verify} it and open it
 * as a store.
 *
 * <p>Invariants: a folder with a snapshot's name is complete; a snapshot takes no room for what the store still has; deleting
 * from the store takes nothing from a snapshot. Format of the manifest: docs/format/snapshot.md.
 */
@NullMarked
package io.binnacle.timeseries.snapshot;

import org.jspecify.annotations.NullMarked;
