package io.binnacle.storage.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.binnacle.kernel.error.Unavailable;

import org.jspecify.annotations.Nullable;

/** One run of the server, from its start to its death. */
final class Postmaster {

    /**
     * Small: the rows of an operations team, not a warehouse. About 20 MB resident with four connections. Durability is
     * PostgreSQL's default and written out, because everything rests on it.
     */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"), Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"), Map.entry("synchronous_commit", "on"), Map.entry("full_page_writes", "on"),
            Map.entry("shared_buffers", "16MB"), Map.entry("max_connections", "40"),
            // What does not fit is looked through row by row: a few questions over a large estate may take more, and give it back.
            Map.entry("work_mem", "4MB"), Map.entry("hash_mem_multiplier", "16"),
            Map.entry("maintenance_work_mem", "32MB"),
            Map.entry("max_wal_size", "256MB"), Map.entry("min_wal_size", "32MB"),
            Map.entry("io_method", "sync"), Map.entry("jit", "off"),
            Map.entry("max_worker_processes", "2"), Map.entry("max_parallel_workers", "2"),
            Map.entry("max_logical_replication_workers", "0"), Map.entry("max_wal_senders", "0"),
            Map.entry("autovacuum_max_workers", "1"), Map.entry("autovacuum_worker_slots", "1"),
            Map.entry("log_checkpoints", "off"), Map.entry("log_line_prefix", "%m [%p] "));

    /** Crash recovery replays at most max_wal_size. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 4;

    private final Process process;
    private final Path cluster;
    private final int port;

    private Postmaster(Process process, Path cluster, int port) {
        this.process = process;
        this.cluster = cluster;
        this.port = port;
    }

    /** Why a start failed, and whether another attempt can do better. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1;
        private final boolean worthRepeating;

        Failed(List<String> log) {
            super(String.join("\n", log));
            worthRepeating = log.stream().anyMatch(line -> line.contains("could not bind")
                    || line.contains("could not create any TCP/IP sockets") || line.contains("shared memory block")
                    || line.contains("lock file \"postmaster.pid\""));
        }

        boolean worthRepeating() {
            return worthRepeating;
        }
    }

    /** Must be called from a thread that lives as long as this process: its death is the child's. */
    static Postmaster start(PostgresRuntime runtime, Cluster cluster, ChildRights rights,
            Map<String, String> moreSettings, ServerLog log) throws IOException, InterruptedException, Failed {
        int port = freePort();
        List<String> program = new ArrayList<>(
                List.of(runtime.program("postgres").toString(), "-D", cluster.directory().toString(), "-p",
                        String.valueOf(port)));
        Stream.of(SETTINGS, moreSettings).flatMap(settings -> settings.entrySet().stream())
                .forEach(setting -> program.addAll(List.of("-c", setting.getKey() + "=" + setting.getValue())));
        // Its output is a pipe that log drains; its input stays open for the watching shell, which waits for its end.
        Process process = new ProcessBuilder(rights.bound(program)).redirectErrorStream(true).start();
        log.follow(process.getInputStream());
        Postmaster postmaster = new Postmaster(process, cluster.directory(), port);
        try {
            postmaster.awaitReady(log);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return postmaster;
    }

    /** Another program may take it first; the start then fails and is repeated with another one. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(ServerLog log) throws IOException, InterruptedException, Failed {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!ready()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new Failed(log.lastWords());
            }
            if (System.nanoTime() > deadline) {
                throw new Unavailable("PostgreSQL is not ready after " + START_TIMEOUT.toSeconds() + " s, see its log");
            }
        }
    }

    /** Whether it lives, is the owner of its data, and listens on the port that we gave it. */
    boolean ready() throws IOException {
        Optional<PostmasterFile> file = PostmasterFile.read(cluster);
        return process.isAlive() && file.isPresent() && file.get().ready() && file.get().port() == port
                && isOurs(file.get().pid());
    }

    private boolean isOurs(long pid) {
        return process.pid() == pid || process.descendants().anyMatch(child -> child.pid() == pid);
    }

    int port() {
        return port;
    }

    /** The server itself, where a shell stands between. */
    @Nullable
    ProcessHandle server() throws IOException {
        return PostmasterFile.read(cluster).flatMap(file -> ProcessHandle.of(file.pid())).orElse(null);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int awaitDeath() throws InterruptedException {
        return process.waitFor();
    }

    /** Fast shutdown: statements are cancelled, everything committed is written out. */
    void stop() throws IOException, InterruptedException {
        ProcessHandle server = server();
        Signals.send("INT", server != null && isOurs(server.pid()) ? server : process.toHandle());
        if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
