package io.binnacle.telemetry.scrape;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.scrape.discovery.DiscoverySettings;
import io.binnacle.telemetry.scrape.discovery.TargetGroup;
import io.binnacle.telemetry.scrape.discovery.TargetSource;
import io.binnacle.telemetry.scrape.fetch.Fetcher;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The targets of one job, as they are discovered, each with its loop. One thread for each entry of service discovery; any thread
 * may ask.
 */
final class ScrapePool {

    private static final Logger LOG = LoggerFactory.getLogger(ScrapePool.class);
    /** So many dropped ones are kept to be shown when the job does not bound them; all are counted. */
    private static final int DROPPED_SHOWN_MAX = 10_000;

    private final ScrapeJob job;
    private final ScrapeParts parts;
    private final TargetMaker maker;
    private final Fetcher fetcher;
    private final List<List<TargetGroup>> discovered;
    private final CountDownLatch stop = new CountDownLatch(1);
    /** By the number of its entry, why what an entry of service discovery tells may be old. */
    private final Map<Integer, String> problems = new TreeMap<>();
    private Map<Labels, ScrapeLoop> loops = new LinkedHashMap<>();
    private DroppedTargets dropped;

    ScrapePool(ScrapeJob job, ScrapeParts parts) {
        this.job = job;
        this.parts = parts;
        this.maker = new TargetMaker(job);
        this.fetcher = new Fetcher(job.request().http(), parts.memory());
        this.discovered = new ArrayList<>(job.discovery().stream().map(one -> List.<TargetGroup>of()).toList());
        this.dropped = new DroppedTargets(job.name(), List.of(), 0);
    }

    ScrapeJob job() {
        return job;
    }

    void start() {
        for (int i = 0; i < job.discovery().size(); i++) {
            DiscoverySettings settings = job.discovery().get(i);
            int number = i;
            if (settings.interval().isEmpty()) {
                ask(number, settings, settings.open(parts.memory()));
            } else {
                Thread.ofVirtual().name("discovery-" + job.name()).start(() -> discover(number, settings));
            }
        }
    }

    private void discover(int number, DiscoverySettings settings) {
        try (TargetSource source = settings.open(parts.memory())) {
            do {
                ask(number, settings, source);
            } while (!stop.await(settings.interval().orElseThrow().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(int number, DiscoverySettings settings, TargetSource source) {
        String problem;
        try {
            update(number, source.discover());
            problem = source.problem().orElse("");
        } catch (IOException | RuntimeException e) {
            problem = String.valueOf(e.getMessage());
        }
        note(number, settings, problem);
    }

    /** Tells once what is wrong, and once that it is no longer. */
    private synchronized void note(int number, DiscoverySettings settings, String problem) {
        String before = problem.isEmpty() ? problems.remove(number) : problems.put(number, problem);
        if (problem.equals(before == null ? "" : before) || stop.getCount() == 0) {
            return;
        }
        if (problem.isEmpty()) {
            LOG.atInfo().addKeyValue("job", job.name()).addKeyValue("discovery", settings.kind())
                    .log("discovery works again");
        } else {
            LOG.atWarn().addKeyValue("job", job.name()).addKeyValue("discovery", settings.kind())
                    .addKeyValue("reason", problem).log("discovery failed; the targets stay as they are");
        }
    }

    /** For people: why targets may be old, each with its kind of discovery. */
    synchronized List<String> problems() {
        return problems.entrySet().stream().map(problem -> "job " + job.name() + ", "
                + job.discovery().get(problem.getKey()).kind() + " discovery: " + problem.getValue()).toList();
    }

    private synchronized void update(int number, List<TargetGroup> groups) {
        if (stop.getCount() == 0 || groups.equals(discovered.get(number))) {
            return;
        }
        discovered.set(number, groups);
        Map<Labels, Target> targets = new LinkedHashMap<>();
        List<Labels> left = new ArrayList<>();
        for (List<TargetGroup> all : discovered) {
            for (TargetGroup group : all) {
                group.targets().forEach(one -> make(maker.discovered(group, one), group).ifPresentOrElse(
                        target -> targets.putIfAbsent(target.all(), target),
                        () -> left.add(maker.discovered(group, one))));
            }
        }
        long shown = job.limits().droppedTargets() == 0 ? DROPPED_SHOWN_MAX : job.limits().droppedTargets();
        dropped = new DroppedTargets(job.name(), left.subList(0, (int) Math.min(left.size(), shown)), left.size());
        replace(targets);
    }

    /** Empty when it is not scraped, whether by the rules or because it cannot be. */
    private Optional<Target> make(Labels labels, TargetGroup group) {
        try {
            return maker.make(labels);
        } catch (InvalidInput e) {
            LOG.atWarn().addKeyValue("job", job.name()).addKeyValue("group", group.source())
                    .addKeyValue("reason", e.getMessage()).log("a target cannot be scraped");
            return Optional.empty();
        }
    }

    private void replace(Map<Labels, Target> targets) {
        Map<Labels, ScrapeLoop> now = new LinkedHashMap<>();
        List<ScrapeLoop> fresh = new ArrayList<>();
        targets.forEach((labels, target) -> {
            ScrapeLoop loop = loops.remove(labels);
            if (loop == null) {
                loop = new ScrapeLoop(job, target, fetcher, parts);
                fresh.add(loop);
            }
            now.put(labels, loop);
        });
        loops.values().forEach(gone -> gone.stop(true));
        loops = now;
        long limit = job.limits().targets();
        @Nullable
        String failure = limit > 0 && now.size() > limit
                ? "target_limit exceeded (number of targets: " + now.size() + ", limit: " + limit + ")"
                : null;
        now.values().forEach(loop -> loop.force(failure));
        fresh.forEach(ScrapeLoop::start);
    }

    synchronized List<TargetState> active() {
        return loops.values().stream().map(ScrapeLoop::state).toList();
    }

    synchronized DroppedTargets dropped() {
        return dropped;
    }

    synchronized int size() {
        return loops.size();
    }

    synchronized long sizeInBytes() {
        return loops.values().stream().mapToLong(ScrapeLoop::sizeInBytes).sum();
    }

    /**
     * Stops all loops; those under way end soon.
     *
     * @param seriesEnd whether the job is gone, and its series with it
     */
    synchronized void stop(boolean seriesEnd) {
        stop.countDown();
        loops.values().forEach(loop -> loop.stop(seriesEnd));
    }

    /** Waits for the loops of a pool that was stopped, then lets connections go. */
    void join(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        fetcher.close();
        for (ScrapeLoop loop : ended()) {
            loop.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }

    private synchronized List<ScrapeLoop> ended() {
        return List.copyOf(loops.values());
    }
}
