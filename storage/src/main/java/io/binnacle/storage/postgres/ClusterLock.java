package io.binnacle.storage.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.Conflict;

/**
 * Held by the one process that owns a data directory. The kernel frees it when the process dies, however it dies.
 *
 * <p>The lock file is opened once and never read: closing any other descriptor of it in this process would free the lock
 * (POSIX). Who holds it stands in a file of its own.
 */
final class ClusterLock implements AutoCloseable {

    private static final Duration DYING = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 20;
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private ClusterLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws Conflict when another process, or another part of this one, holds it */
    static ClusterLock take(Path directory) throws IOException, InterruptedException {
        Path real = directory.toRealPath();
        if (!HELD_HERE.add(real)) {
            throw inUse(real, "this process itself");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            awaitLock(channel, real);
            Files.writeString(real.resolve("owner"), ProcessHandle.current().pid() + "\n");
            return new ClusterLock(real, channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            HELD_HERE.remove(real);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    /** A process that was just killed holds its locks until the kernel has taken it apart. */
    private static void awaitLock(FileChannel channel, Path real) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DYING.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() > deadline) {
                throw inUse(real, "process " + owner(real));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
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
