package io.binnacle.telemetry.scrape;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.WorldFault;
import io.binnacle.telemetry.scrape.TargetState.Outcome;
import io.binnacle.telemetry.scrape.fetch.Fetched;
import io.binnacle.telemetry.scrape.fetch.Fetcher;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.telemetry.scrape.job.ScrapeProtocol;
import io.binnacle.telemetry.scrape.series.ScrapeCount;
import io.binnacle.telemetry.scrape.series.ScrapeFailure;
import io.binnacle.telemetry.scrape.series.TargetSamples;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.Sender;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one target, again and again: at the same instant of each interval. What takes longer than the interval swallows the
 * scrapes that fall into it. Nobody interrupts its thread, which writes to the store.
 */
final class ScrapeLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ScrapeLoop.class);

    /** All of them are one tenant: the limits of a tenant are made against senders that nobody here has set up. */
    private static final String TENANT = "scrape";
    /** A body that no bound of the job's own stops. */
    private static final long BODY_BYTES_MAX = 1L << 30;
    private static final int COMMITS_MAX = 5;
    private static final long COMMIT_AGAIN_MILLIS = 200;

    private final ScrapeJob job;
    private final Target target;
    private final Fetcher fetcher;
    private final ScrapeParts parts;
    private final Sender sender;
    private final TargetSamples samples;
    private final ScrapeReport report;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<String, String> headers;
    private volatile boolean endsSeries;
    private volatile Outcome outcome = Outcome.NONE;
    private volatile @Nullable String forcedFailure;
    private volatile @Nullable Thread thread;
    private int bodyBytes;

    ScrapeLoop(ScrapeJob job, Target target, Fetcher fetcher, ScrapeParts parts) {
        this(job, target, fetcher, parts, new TargetSamples(job, target.labels(), parts.comments()));
    }

    private ScrapeLoop(ScrapeJob job, Target target, Fetcher fetcher, ScrapeParts parts, TargetSamples samples) {
        this.job = job;
        this.target = target;
        this.fetcher = fetcher;
        this.parts = parts;
        this.sender = new Sender(TENANT, job.name());
        this.samples = samples;
        this.report = new ScrapeReport(job, target, samples);
        this.headers = Map.of("Accept",
                ScrapeProtocol.accept(job.formats().protocols(), job.formats().escaping()),
                "X-Prometheus-Scrape-Timeout-Seconds", Double.toString(target.timeout().toMillis() / 1000.0));
    }

    /** Goes on with the series of another one that was stopped, and is that target by its labels. */
    ScrapeLoop(ScrapeJob job, Target target, Fetcher fetcher, ScrapeParts parts, ScrapeLoop before) {
        this(job, target, fetcher, parts, new TargetSamples(job, target.labels(), parts.comments(), before.samples));
        this.outcome = before.outcome;
        this.bodyBytes = before.bodyBytes;
        samples.leave(before.report.beyond(report));
    }

    Target target() {
        return target;
    }

    TargetState state() {
        return new TargetState(job.name(), target, outcome, samples::families);
    }

    long sizeInBytes() {
        return samples.sizeInBytes();
    }

    /** Why every scrape fails without asking; null to ask. */
    void force(@Nullable String failure) {
        forcedFailure = failure;
    }

    void start() {
        thread = Thread.ofVirtual().name("scrape-" + job.name()).start(this);
    }

    /** @param seriesEnd whether the target is gone, and its series with it */
    void stop(boolean seriesEnd) {
        endsSeries = seriesEnd;
        stop.countDown();
    }

    /** Waits for the end of a loop that was stopped; not for ever. */
    void join(Duration patience) throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join(patience);
        }
    }

    @Override
    public void run() {
        long interval = target.interval().toMillis();
        long offset = target.offsetMillis();
        try {
            while (true) {
                long now = parts.clock().millis();
                long due = Math.floorDiv(now - offset, interval) * interval + interval + offset;
                if (stop.await(due - now, TimeUnit.MILLISECONDS)) {
                    break;
                }
                scrapeSafely(due);
            }
            if (endsSeries) {
                end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void scrapeSafely(long due) {
        try {
            scrape(due);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("job", job.name()).addKeyValue("url", target.url()).setCause(e)
                    .log("a scrape failed in an unforeseen way");
        }
    }

    /** One scrape, due at that instant. By one thread at a time; tests call it instead of {@link #start}. */
    void scrape(long due) {
        long begun = System.nanoTime();
        long now = parts.clock().millis();
        // Evenly spaced where that is hardly a lie: such times take next to no room.
        long epochMillis = now - due >= 0 && now - due <= target.interval().toMillis() / 100 ? due : now;
        ScrapeCount count = new ScrapeCount();
        Appender appender = parts.store().appender(sender);
        String failure = forcedFailure;
        int bytes = 0;
        if (failure == null) {
            try (Fetched body = fetch()) {
                bytes = body.size();
                samples.read(body.bytes(), bytes, protocol(body.contentType()), appender, epochMillis, count);
                bodyBytes = bytes;
            } catch (IOException | InvalidInput | WorldFault e) {
                failure = String.valueOf(e.getMessage());
            }
        }
        if (failure != null) {
            if (stop.getCount() == 0) {
                // Whoever stops the loop stops what it waits for, too; the target is not to blame.
                appender.rollback();
                return;
            }
            appender.rollback();
            samples.gone(appender, epochMillis);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        report.append(appender, epochMillis, new ScrapeReport.Findings(failure == null, took, count, bytes));
        Optional<CommitResult> result = commit(appender);
        if (result.isPresent() && failure == null) {
            samples.finish(appender);
            failure = refusal(result.get());
            outcome = new Outcome(TargetState.Health.UP, failure, Instant.ofEpochMilli(now), took);
        } else {
            String reason = failure == null ? "the store takes nothing" : failure;
            outcome = new Outcome(TargetState.Health.DOWN, reason, Instant.ofEpochMilli(now), took);
            LOG.atDebug().addKeyValue("job", job.name()).addKeyValue("url", target.url())
                    .addKeyValue("reason", reason).log("scrape failed");
        }
        parts.meters().count(outcome.health() == TargetState.Health.UP, now - due);
    }

    private Fetched fetch() throws IOException {
        long limit = job.limits().bodyBytes();
        return fetcher.fetch(new Fetcher.Question(target.url(), headers, target.timeout(), job.request().compressed(),
                limit == 0 ? BODY_BYTES_MAX : Math.min(limit, BODY_BYTES_MAX), bodyBytes + bodyBytes / 16));
    }

    private ScrapeProtocol protocol(String contentType) {
        ScrapeProtocol fallback = job.formats().fallback();
        Optional<ScrapeProtocol> told = ScrapeProtocol.ofContentType(contentType);
        if (told.isPresent()) {
            return told.get();
        }
        if (fallback != null) {
            return fallback;
        }
        throw new ScrapeFailure(contentType.isBlank()
                ? "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for target"
                : "received unsupported Content-Type \"" + contentType
                        + "\" and no fallback_scrape_protocol specified for target");
    }

    /** Empty when the store takes nothing, now and a little later. */
    private Optional<CommitResult> commit(Appender appender) {
        for (int attempt = 1;; attempt++) {
            try {
                CommitResult result = appender.commit();
                parts.meters().count(result.samples().held() + result.histograms().held(), result.rejected());
                return Optional.of(result);
            } catch (WorldFault e) {
                if (!(e instanceof Overloaded) || attempt == COMMITS_MAX || waitedOut()) {
                    appender.rollback();
                    LOG.atDebug().addKeyValue("job", job.name()).addKeyValue("reason", e.getMessage())
                            .log("a scrape cannot be stored");
                    return Optional.empty();
                }
            }
        }
    }

    private boolean waitedOut() {
        try {
            return stop.await(COMMIT_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String refusal(CommitResult result) {
        if (result.rejected() == 0) {
            return "";
        }
        return result.rejectedBy().entrySet().stream()
                .map(reason -> reason.getValue() + " "
                        + reason.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .sorted().collect(Collectors.joining(", ", "samples refused: ", ""));
    }

    /** The target is gone: so are its series, those about it included. By whoever stopped the loop and saw it end. */
    void end() {
        Appender appender = parts.store().appender(sender);
        long now = parts.clock().millis();
        samples.gone(appender, now);
        if (outcome.begun() != null) {
            report.appendEnd(appender, now);
        }
        commit(appender);
    }
}
