package io.binnacle.storage.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.Unavailable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that runs as a child of this process and dies with it, however this process dies. When the server
 * dies alone it is started again. Listens on the loopback interface only. Safe for use by several threads.
 *
 * <p>One thread, the keeper, starts every run of the server and lives until {@link #close()}, because the parent-death
 * signal is tied to the thread that started a child.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    /** For leftovers of a killed server to go away, and for a port that another program took first. */
    private static final Duration REPEAT_FOR = Duration.ofSeconds(15);
    private static final Duration RESTART_PAUSE_MAX = Duration.ofSeconds(10);

    private final Path home;
    private final Path runtimeDirectory;
    private final Map<String, String> settings;
    private final RightsFinder rights;
    private final List<Runnable> deathListeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Postmaster> firstStart = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper;
    private volatile @Nullable Postmaster current;
    private volatile String password = "";

    interface RightsFinder {
        ChildRights find() throws IOException;
    }

    private EmbeddedPostgres(Path home, Path runtimeDirectory, Map<String, String> settings, RightsFinder rights) {
        this.home = home;
        this.runtimeDirectory = runtimeDirectory;
        this.settings = Map.copyOf(settings);
        this.rights = rights;
        keeper = Thread.ofPlatform().daemon().name("postgres-keeper").unstarted(this::keep);
    }

    /**
     * Begins to find out how this process may run PostgreSQL, which takes processes of its own and a tenth of a second. A
     * program that will {@link #start} one calls this first, and then does what else is to be done.
     */
    public static void lookAhead() {
        ChildRights.lookAhead();
    }

    /**
     * Unpacks the programs and initialises the data where needed, starts the server, returns when it accepts connections.
     *
     * @throws io.binnacle.kernel.error.Conflict when the data directory is in use or from another version
     * @throws Unavailable when it does not start; the message holds the end of its log
     */
    public static EmbeddedPostgres start(Path dataDirectory, Path runtimeDirectory) {
        return start(dataDirectory, runtimeDirectory, Map.of());
    }

    /** @param settings over our own, by PostgreSQL's names; tests switch durability off so */
    public static EmbeddedPostgres start(Path dataDirectory, Path runtimeDirectory, Map<String, String> settings) {
        return start(dataDirectory, runtimeDirectory, settings, ChildRights::ofThisProcess);
    }

    static EmbeddedPostgres start(Path dataDirectory, Path runtimeDirectory, Map<String, String> settings,
            RightsFinder rights) {
        Path home = dataDirectory.toAbsolutePath().normalize().resolve("postgres");
        EmbeddedPostgres postgres = new EmbeddedPostgres(home, runtimeDirectory, settings, rights);
        postgres.keeper.start();
        try {
            postgres.firstStart.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new Unavailable("PostgreSQL does not start: " + e.getCause(), e.getCause());
        }
        return postgres;
    }

    /** Where the server that another process runs on this data directory answers; empty when none runs. */
    public static Optional<PostgresEndpoint> running(Path dataDirectory) {
        Path home = dataDirectory.toAbsolutePath().normalize().resolve("postgres");
        try {
            Optional<PostmasterFile> file = PostmasterFile.read(home.resolve("cluster"));
            if (file.isEmpty() || !file.get().ready()
                    || !Cluster.serves(file.get().pid(), home.resolve("cluster").toRealPath())) {
                return Optional.empty();
            }
            return Optional.of(endpoint(file.get().port(), Files.readString(home.resolve("password")).strip()));
        } catch (IOException e) {
            throw new Unavailable("the running database of " + dataDirectory + " cannot be found: " + e, e);
        }
    }

    private static PostgresEndpoint endpoint(int port, String password) {
        return new PostgresEndpoint("jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.DATABASE + "?sslmode=disable",
                Cluster.USER, password);
    }

    /**
     * Where it answers now; a restart changes the port. Whoever connects asks each time, so that nobody talks to a program
     * that took the port of a dead server.
     *
     * @throws Unavailable while it does not run
     */
    public PostgresEndpoint endpoint() {
        Postmaster running = current;
        try {
            if (running != null && running.ready()) {
                return endpoint(running.port(), password);
            }
        } catch (IOException e) {
            throw new Unavailable("the embedded PostgreSQL's state cannot be read: " + e, e);
        }
        throw new Unavailable(
                "the embedded PostgreSQL " + (closing.getCount() == 0 ? "was stopped" : "is starting again"));
    }

    /** The server's process id; empty while it does not run. */
    public Optional<Long> pid() {
        Postmaster running = current;
        try {
            return running == null || !running.ready()
                    ? Optional.empty()
                    : Optional.ofNullable(running.server()).map(ProcessHandle::pid);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Runs, on the keeper's thread, after each death of the server that nobody asked for, before it is started again. */
    public void onDeath(Runnable listener) {
        deathListeners.add(listener);
    }

    /** Stops it cleanly (fast shutdown: running statements are cancelled, everything committed is on disk). Idempotent. */
    @Override
    public void close() {
        closing.countDown();
        try {
            Postmaster running = current;
            if (running != null && running.isAlive()) {
                running.stop();
            }
            keeper.join();
        } catch (IOException e) {
            throw new Unavailable("PostgreSQL could not be stopped: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        ServerLog log = new ServerLog(home.resolve("postgresql.log"));
        try {
            makeHome();
            try (ClusterLock lock = ClusterLock.take(home); log) {
                ChildRights found = rights.find();
                PostgresRuntime runtime = PostgresRuntime.in(runtimeDirectory);
                Cluster cluster = new Cluster(home.toRealPath(), runtime, found);
                cluster.ensure();
                password = cluster.password();
                keepRunning(() -> startPatiently(runtime, cluster, found, log));
                LOG.debug("postgres keeper ends lock={}", lock);
            }
        } catch (IOException | RuntimeException | Postmaster.Failed e) {
            if (!firstStart.completeExceptionally(e instanceof RuntimeException
                    ? e
                    : new Unavailable("PostgreSQL does not start: " + e.getMessage(), e))) {
                LOG.error("postgres keeper ends", e);
            }
        } catch (InterruptedException e) {
            firstStart.completeExceptionally(new Unavailable("interrupted", e));
        }
    }

    private void makeHome() {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new Unavailable("the data directory " + home.getParent() + " cannot be made: " + e, e);
        }
    }

    private interface Starter {
        Postmaster start() throws IOException, InterruptedException, Postmaster.Failed;
    }

    private void keepRunning(Starter starter) throws IOException, InterruptedException, Postmaster.Failed {
        Duration pause = Duration.ZERO;
        while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                Postmaster postmaster = starter.start();
                current = postmaster;
                firstStart.complete(postmaster);
                pause = Duration.ZERO;
                if (closing.getCount() == 0) {
                    postmaster.stop();
                }
                int status = postmaster.awaitDeath();
                current = null;
                if (closing.getCount() > 0) {
                    LOG.warn("postgres died, starting it again exitStatus={}", status);
                    deathListeners.forEach(Runnable::run);
                }
            } catch (IOException | RuntimeException | Postmaster.Failed e) {
                if (!firstStart.isDone()) {
                    throw e;
                }
                pause = pause.isZero() ? Duration.ofMillis(200) : pause.multipliedBy(2);
                pause = pause.compareTo(RESTART_PAUSE_MAX) > 0 ? RESTART_PAUSE_MAX : pause;
                LOG.error("postgres does not start, next attempt in {} ms reason={}", pause.toMillis(), e.toString());
            }
        }
    }

    private Postmaster startPatiently(PostgresRuntime runtime, Cluster cluster, ChildRights childRights, ServerLog log)
            throws IOException, InterruptedException, Postmaster.Failed {
        long deadline = System.nanoTime() + REPEAT_FOR.toNanos();
        while (true) {
            cluster.clearOrphans();
            try {
                return Postmaster.start(runtime, cluster, childRights, settings, log);
            } catch (Postmaster.Failed e) {
                if (!e.worthRepeating() || System.nanoTime() > deadline || closing.await(100, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }
}
