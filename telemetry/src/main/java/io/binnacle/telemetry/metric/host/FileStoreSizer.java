package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Java itself knows of a file system: space, but no inodes. Stands in where native calls are denied. */
enum FileStoreSizer implements FileSystemProbe.Sizer {
    INSTANCE;

    @Override
    public FileSystemSize size(String mountPoint) throws IOException {
        FileStore store = Files.getFileStore(Path.of(mountPoint));
        return new FileSystemSize(store.getTotalSpace(), store.getUnallocatedSpace(), store.getUsableSpace(), 0, 0);
    }
}
