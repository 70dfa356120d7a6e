package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.metadata.MetadataFile;
import io.binnacle.timeseries.snapshot.SnapshotPart;

/** What of a store's folder a snapshot must hold. */
public final class StoreParts {

    private StoreParts() {
    }

    /** Those that there are; a store that is open on that disk holds off its housekeeping until the snapshot is made. */
    public static List<SnapshotPart> of(Disk disk) {
        List<SnapshotPart> parts = new ArrayList<>(List.of(new SnapshotPart(Recovery.LOG_FOLDER, true),
                new SnapshotPart(Recovery.SERIES_FOLDER, true), new SnapshotPart(DayBlock.FOLDER, false),
                new SnapshotPart(RollupDay.FOLDER, false)));
        for (String file : List.of(StateFile.PATH, MetadataFile.PATH)) {
            if (disk.exists(file)) {
                // They are small, and a copy has a check.
                parts.add(new SnapshotPart(file, true));
            }
        }
        return parts;
    }
}
