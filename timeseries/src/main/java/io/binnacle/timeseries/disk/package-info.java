/**
 * The files below one folder, as the engine sees them: few operations, relative paths, everything that can fail says so.
 *
 * <p>The journey of a byte: it is appended to a {@link io.binnacle.timeseries.disk.DiskFile}, survives the death of the process
 * from then on, survives a power cut once the file was synced, and is found again once the folder of a new file was synced
 * too.
 *
 * <p>Invariants: nothing of the engine touches files but through {@link io.binnacle.timeseries.disk.Disk}, so that a test can
 * fail it at any write; a file only grows, is cut or goes away, it is never overwritten in place; a full disk is told
 * apart by type ({@link io.binnacle.timeseries.disk.DiskFull}) and leaves what was written before it as it was.
 */
@NullMarked
package io.binnacle.timeseries.disk;

import org.jspecify.annotations.NullMarked;
