package io.binnacle.telemetry.scrape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.export.remotewrite.Destination;
import io.binnacle.telemetry.intake.otlp.OtlpSettings;
import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.job.PrometheusFile;
import io.binnacle.telemetry.scrape.job.RuleFileSettings;
import io.binnacle.telemetry.scrape.job.ScrapeConfiguration;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.telemetry.scrape.series.CommentTexts;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes what a Prometheus configuration names, and follows the file as it changes. Making it reads the file and starts
 * nothing; without a file there is nothing to scrape. Any thread may ask.
 */
public final class Scraping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scraping.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final @Nullable Path file;
    private final ScrapeParts parts;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile ScrapeConfiguration configuration;
    private String state;
    private volatile @Nullable String problem;
    private final Map<String, ScrapePool> pools = new LinkedHashMap<>();

    /**
     * @param file null for none
     * @param bodyBytesMax what bodies may take together
     * @throws InvalidInput with every fault of the file
     */
    public Scraping(@Nullable Path file, long bodyBytesMax, TimeSeriesStore store, InstantSource clock,
            MeterRegistry meters) {
        this.file = file;
        this.parts = new ScrapeParts(store, clock, new FetchMemory(bodyBytesMax, meters),
                new CommentTexts(), new ScrapeMeters(meters));
        this.configuration = file == null ? ScrapeConfiguration.NONE : PrometheusFile.read(file);
        this.state = stateOf(configuration.files());
        Gauge.builder("binnacle.scrape.targets", this, Scraping::targets).register(meters);
        Gauge.builder("binnacle.scrape.cache.bytes", this, Scraping::cacheBytes).register(meters);
        Gauge.builder("binnacle.scrape.discovery.problems", this, scraping -> scraping.discoveryProblems().size())
                .register(meters);
        Gauge.builder("binnacle.scrape.configuration.good", this, scraping -> scraping.problem == null ? 1 : 0)
                .register(meters);
    }

    private synchronized double targets() {
        return pools.values().stream().mapToInt(ScrapePool::size).sum();
    }

    private synchronized double cacheBytes() {
        return pools.values().stream().mapToLong(ScrapePool::sizeInBytes).sum();
    }

    /** Begins to discover and to scrape. */
    public synchronized void start() {
        if (file == null) {
            return;
        }
        apply();
        Thread.ofVirtual().name("scrape-configuration").start(this::watch);
    }

    private void watch() {
        try {
            while (!stop.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the file anew when it changed. Tests call it instead of waiting. */
    synchronized void look() {
        Path known = file;
        if (known == null || stop.getCount() == 0) {
            return;
        }
        String now = stateOf(configuration.files());
        if (now.equals(state)) {
            return;
        }
        state = now;
        try {
            ScrapeConfiguration read = PrometheusFile.read(known);
            configuration = read;
            state = stateOf(read.files());
            problem = null;
            apply();
        } catch (InvalidInput e) {
            problem = e.getMessage();
            LOG.atError().addKeyValue("file", known).addKeyValue("reason", e.getMessage())
                    .log("the Prometheus configuration is wrong; what was read before still counts");
        }
    }

    /** Which files there are and when they changed; a difference is a reason to read them. */
    private static String stateOf(List<Path> files) {
        StringBuilder state = new StringBuilder();
        for (Path one : files) {
            try {
                state.append(one).append('=').append(Files.getLastModifiedTime(one)).append('/')
                        .append(Files.size(one)).append('/').append(one.toRealPath()).append('\n');
            } catch (IOException e) {
                state.append(one).append("=?\n");
            }
        }
        return state.toString();
    }

    private void apply() {
        List<ScrapePool> gone = new ArrayList<>();
        Map<String, ScrapePool> changed = new HashMap<>();
        Map<String, ScrapeJob> wanted = new LinkedHashMap<>();
        configuration.jobs().forEach(job -> wanted.put(job.name(), job));
        for (ScrapePool pool : List.copyOf(pools.values())) {
            ScrapeJob now = wanted.get(pool.job().name());
            if (!pool.job().equals(now)) {
                pools.remove(pool.job().name());
                pool.stop(now == null);
                gone.add(pool);
                changed.put(pool.job().name(), pool);
            }
        }
        // What ends must end before what takes its place begins, or its last word would be the end of the other.
        join(gone);
        for (ScrapeJob job : configuration.jobs()) {
            if (!pools.containsKey(job.name())) {
                ScrapePool pool = new ScrapePool(job, parts);
                ScrapePool before = changed.get(job.name());
                if (before != null) {
                    pool.goOnFrom(before);
                }
                pools.put(job.name(), pool);
                pool.start();
            }
        }
        LOG.atInfo().addKeyValue("jobs", configuration.jobs().size())
                .addKeyValue("not_used", String.join(",", configuration.unused())).log("scraping");
    }

    private static void join(List<ScrapePool> stopped) {
        try {
            for (ScrapePool pool : stopped) {
                pool.join(CLOSE_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The names of all jobs, in the order of the file. */
    public synchronized List<String> pools() {
        return configuration.jobs().stream().map(ScrapeJob::name).toList();
    }

    /** How OTLP is taken, by the file as it is now. */
    public OtlpSettings otlp() {
        return configuration.otlp();
    }

    /** What the file says about rules, as it is now. */
    public RuleFileSettings rules() {
        return configuration.rules();
    }

    /** Where samples are written to, by the file as it is now. */
    public List<Destination> destinations() {
        return configuration.destinations();
    }

    /** Every target that is scraped. */
    public synchronized List<TargetState> active() {
        return pools.values().stream().flatMap(pool -> pool.active().stream()).toList();
    }

    /** For people: what keeps targets from being found; what was found before is still scraped. */
    public synchronized List<String> discoveryProblems() {
        return pools.values().stream().flatMap(pool -> pool.problems().stream()).toList();
    }

    /** By job, what its rules leave out. */
    public synchronized List<DroppedTargets> dropped() {
        return pools.values().stream().map(ScrapePool::dropped).toList();
    }

    /** What is wrong with the file as it is now; what was read before still counts. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Ends what is under way. The series stay as they are: whoever starts again goes on with them. */
    @Override
    public synchronized void close() {
        if (stop.getCount() == 0) {
            return;
        }
        stop.countDown();
        pools.values().forEach(pool -> pool.stop(false));
        join(List.copyOf(pools.values()));
    }
}
