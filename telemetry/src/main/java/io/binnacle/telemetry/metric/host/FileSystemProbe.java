package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.binnacle.cmdb.discovery.host.Mount;
import io.binnacle.cmdb.discovery.host.MountTable;

/**
 * Space and inodes of the file systems that hold data.
 *
 * <p>Asking a dead network file system blocks in the kernel, uninterruptibly. So those are asked by a thread each; while
 * one does not answer, it is not asked again, has no samples, and the collection is not complete.
 */
final class FileSystemProbe implements Probe {

    /** Each may hold a thread for ever. */
    private static final int REMOTE_MAX = 64;

    /** Asks one file system; the call may block. */
    interface Sizer {
        FileSystemSize size(String mountPoint) throws IOException;
    }

    private final Path root;
    private final Sizer sizer;
    private final Duration patience;
    private final Map<String, CompletableFuture<FileSystemSize>> asked = new HashMap<>();

    FileSystemProbe(Path root, Sizer sizer, Duration patience) {
        this.root = root;
        this.sizer = sizer;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public boolean measure(Round round) throws IOException {
        List<Mount> mounts = MountTable.read(root);
        List<Mount> remote = new ArrayList<>();
        boolean complete = true;
        for (Mount mount : mounts) {
            if (mount.mayHang()) {
                remote.add(mount);
            } else {
                complete &= add(round, mount);
            }
        }
        asked.keySet().removeIf(point -> remote.stream().noneMatch(mount -> mount.mountPoint().equals(point)));
        for (Mount mount : remote) {
            if (asked.size() < REMOTE_MAX) {
                asked.computeIfAbsent(mount.mountPoint(), this::ask);
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        for (Mount mount : remote) {
            complete &= addAnswer(round, mount, deadline);
        }
        return complete;
    }

    private boolean add(Round round, Mount mount) {
        try {
            record(round, mount, sizer.size(mount.mountPoint()));
            return true;
        } catch (IOException e) {
            // Unmounted since the list was read, or not ours to see (a user's FUSE mount).
            return false;
        }
    }

    private static void record(Round round, Mount mount, FileSystemSize size) {
        if (size.total() > 0) {
            size.add(round, mount.device(), mount.mountPoint(), mount.type());
        }
    }

    private CompletableFuture<FileSystemSize> ask(String mountPoint) {
        CompletableFuture<FileSystemSize> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("file-system-size " + mountPoint).start(() -> {
            try {
                answer.complete(sizer.size(mountPoint));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private boolean addAnswer(Round round, Mount mount, long deadline) {
        CompletableFuture<FileSystemSize> answer = asked.get(mount.mountPoint());
        if (answer == null) {
            return false;
        }
        try {
            record(round, mount, answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            asked.remove(mount.mountPoint());
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            asked.remove(mount.mountPoint());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
