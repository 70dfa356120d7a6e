package io.binnacle.server;

import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.log.LogSetup;
import io.binnacle.storage.Database;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code binnacle serve}: runs the server until the process is told to end. */
@Command(name = "serve", description = "Runs the server (the default).", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    /** Each waits some seconds for a connection. */
    private static final int SETUP_LINK_ATTEMPTS = 10;

    private static final InstantSource CLOCK = InstantSource.system();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigurationOptions options;

    @Option(names = "--listen", paramLabel = "<host:port>", description = "where to accept connections; 127.0.0.1:8686 unless told otherwise")
    private @Nullable String listen;

    @Option(names = "--train", hidden = true, description = "for the launcher: ends after having done once what a server does most")
    private boolean train;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> more = new HashMap<>();
        if (listen != null) {
            more.put("server.listen", listen);
        }
        LoadedConfiguration loaded = options.load(more);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // The slowest part of a start; everything else happens beside it.
        CompletableFuture<Database> opening = beside("database-open",
                () -> Database.open(AccessSession.databaseOf(loaded.configuration()), meters));
        CompletableFuture<SampleStore> openingSamples = beside("samples-open",
                () -> SampleStore.open(loaded.configuration(), CLOCK, meters));
        LogSetup.apply(loaded.configuration().log());
        Warmth.begin();
        Running running = start(loaded, opening, openingSamples, meters);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            running.close();
            ended.countDown();
        }));
        announce(running);
        if (train) {
            Training.run(running);
            System.exit(Main.DONE);
        }
        ended.await();
        return Main.DONE;
    }

    private static <T> CompletableFuture<T> beside(String thread, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().name(thread).start(task));
    }

    private static Running start(LoadedConfiguration loaded, CompletableFuture<Database> openingDatabase,
            CompletableFuture<SampleStore> openingSamples, PrometheusMeterRegistry meters) {
        try {
            return Running.start(loaded, opened(openingDatabase), () -> opened(openingSamples), CLOCK, meters);
        } catch (RuntimeException e) {
            // The one may have opened although the other did not.
            closeOnceOpen(openingSamples);
            closeOnceOpen(openingDatabase);
            throw e;
        }
    }

    private static <T> T opened(CompletableFuture<T> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new BugException("opening failed", e);
        }
    }

    private static void closeOnceOpen(CompletableFuture<? extends AutoCloseable> opening) {
        try {
            opening.join().close();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("not opened, so not closed");
        }
    }

    private void announce(Running running) {
        long millis = ManagementFactory.getRuntimeMXBean().getUptime();
        var out = spec.commandLine().getOut();
        out.printf("Binnacle is ready at %s (%.1f s after the start)%n", running.url(), millis / 1000.0);
        setupLink(running).ifPresent(link -> out.printf(
                "Nobody can sign in yet. Make the first administrator with this link; it works once, until the next start:%n  %s%n",
                link));
        out.flush();
    }

    /** A machine that is busy right after the start must not end a server that is ready. */
    private static Optional<String> setupLink(Running running) {
        for (int attempt = 1; attempt <= SETUP_LINK_ATTEMPTS; attempt++) {
            try {
                return running.setupLink();
            } catch (Unavailable e) {
                LOG.atWarn().addKeyValue("attempt", attempt).addKeyValue("reason", e.getMessage())
                        .log("whether there is an administrator cannot be read");
            }
        }
        return Optional.empty();
    }
}
