package io.binnacle.storage.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.binnacle.kernel.error.Conflict;

/**
 * Held by the one process that owns a data directory. The kernel frees it when the process dies, however it dies.
 *
 * <p>The lock file is opened once and never read: closing any other descriptor of it in this process would free the lock
 * (POSIX). Who holds it stands in a file of its own.
 */
final class ClusterLock implements AutoCloseable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private ClusterLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws Conflict when another process, or another part of this one, holds it */
    static ClusterLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD_HERE.add(real)) {
            throw inUse(real, "this process itself");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw inUse(real, "process " + owner(real));
            }
            Files.writeString(real.resolve("owner"), ProcessHandle.current().pid() + "\n");
            return new ClusterLock(real, channel);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(real);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private static Conflict inUse(Path directory, String holder) {
        return new Conflict("the data directory " + directory.getParent() + " is in use by " + holder
                + ". Stop that server, or choose another data directory");
    }

    private static String owner(Path directory) {
        try {
            return Files.readString(directory.resolve("owner"), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(unknown)";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(directory);
    }
}
