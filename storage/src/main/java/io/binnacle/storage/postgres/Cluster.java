package io.binnacle.storage.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Unavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's data: made once, then cleared of what a killed server left before each start. */
final class Cluster {

    static final String USER = "binnacle";
    static final String DATABASE = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    /** A fast shutdown writes out at most shared_buffers (16 MB); this is for slow disks. */
    private static final Duration ORPHAN_FAST = Duration.ofSeconds(20);
    private static final Duration ORPHAN_KILLED = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 10;

    private final Path home;
    private final Path directory;
    private final PostgresRuntime runtime;
    private final ChildRights rights;

    Cluster(Path home, PostgresRuntime runtime, ChildRights rights) {
        this.home = home;
        this.directory = home.resolve("cluster");
        this.runtime = runtime;
        this.rights = rights;
    }

    Path directory() {
        return directory;
    }

    String password() throws IOException {
        return Files.readString(home.resolve("password"), StandardCharsets.UTF_8).strip();
    }

    /** Makes it when there is none; checks that the one that exists is ours to use. */
    void ensure() throws IOException, InterruptedException {
        if (!Files.exists(directory)) {
            initialise();
            return;
        }
        String version = Files.readString(directory.resolve("PG_VERSION")).strip();
        if (!version.equals(runtime.majorVersion())) {
            throw new Conflict("the data in " + home + " belongs to PostgreSQL " + version + "; this program brings "
                    + runtime.majorVersion() + ". Start the version of Binnacle that wrote it");
        }
        int wanted = ownerOf(home);
        int owner = ownerOf(directory);
        if (rights.user() != null && owner != rights.user().id()) {
            Directories.giveTo(directory, rights.user().id(), rights.user().group());
        } else if (rights.user() == null && owner != wanted) {
            Directories.giveTo(directory, wanted, (Integer) Files.getAttribute(home, "unix:gid"));
        }
    }

    private static int ownerOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private void initialise() throws IOException, InterruptedException {
        Path draft = home.resolve("cluster.draft");
        Directories.delete(draft);
        writePassword();
        Directories.createPrivate(draft);
        Path password = home.resolve("password");
        if (rights.user() != null) {
            Directories.giveTo(draft, rights.user().id(), rights.user().group());
            Directories.giveTo(password, rights.user().id(), rights.user().group());
        }
        List<String> command = rights.command(List.of(runtime.program("initdb").toString(), "-D", draft.toString(),
                "-U", USER, "--auth=scram-sha-256", "--pwfile=" + password, "--encoding=UTF8", "--locale=C",
                // Code-point order, and upper and lower case of all of Unicode; the same on every machine.
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                // Measured here, not on the user's machine: initdb otherwise tries servers out to find them.
                "-c", "max_connections=40", "-c", "shared_buffers=16MB", "-c", "dynamic_shared_memory_type=posix",
                // The password is 192 random bits: many rounds of hashing protect words that can be guessed, and would
                // cost each connection some hundredths of a second.
                "-c", "scram_iterations=1",
                "-c", "timezone=UTC", "-c", "log_timezone=UTC", "--no-instructions", syncMethod()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Unavailable("PostgreSQL's data directory " + directory + " could not be made: "
                    + output.strip() + (rights.user() == null
                            ? ""
                            : "\n(It runs as user " + rights.user().id()
                                    + ", who must be able to enter the directories above.)"));
        }
        Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(home);
    }

    /** One call for the whole file system beats a thousand, one a file, where there is such a call. */
    private static String syncMethod() {
        return "--sync-method=" + (Files.exists(Path.of("/proc/self")) ? "syncfs" : "fsync");
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path file = home.resolve("password");
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    /**
     * Waits for, then stops, the processes of an earlier server. We hold the lock of the data directory, so its parent is
     * dead, and it has got its parent-death signal; it may still be writing out.
     */
    void clearOrphans() throws IOException, InterruptedException {
        if (!Files.exists(PostmasterFile.in(directory))) {
            return;
        }
        if (!awaitNoOrphans(Duration.ofMillis(500))) {
            LOG.warn("postgres of an earlier run is still there, stopping it processes={}",
                    orphans().stream().map(ProcessHandle::pid).toList());
            for (ProcessHandle orphan : orphans()) {
                Signals.send("INT", orphan);
            }
            if (!awaitNoOrphans(ORPHAN_FAST)) {
                orphans().forEach(ProcessHandle::destroyForcibly);
                awaitNoOrphans(ORPHAN_KILLED);
            }
        }
        // No process is left that uses the shared memory named in it. If it stayed, and its process id had been given to
        // another program since, PostgreSQL would refuse to start.
        if (Files.exists(Path.of("/proc/self"))) {
            Files.deleteIfExists(PostmasterFile.in(directory));
        }
    }

    private boolean awaitNoOrphans(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (!orphans().isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    private List<ProcessHandle> orphans() {
        return ProcessHandle.allProcesses().filter(process -> worksIn(process.pid(), directory)).toList();
    }

    /** Whether the process is a PostgreSQL's on that cluster: the id may have been given to another program since. */
    static boolean serves(long pid, Path cluster) {
        return Files.exists(Path.of("/proc/self")) ? worksIn(pid, cluster) : ProcessHandle.of(pid).isPresent();
    }

    /** Every process of a PostgreSQL works in its data directory. Where the kernel does not tell, none does. */
    private static boolean worksIn(long pid, Path cluster) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(cluster);
        } catch (IOException e) {
            return false;
        }
    }
}
