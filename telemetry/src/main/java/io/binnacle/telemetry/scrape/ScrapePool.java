package io.binnacle.telemetry.scrape;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /** Loops that ended for this pool, whose targets may come again here; by what all their series have. */
    private final Map<Labels, Deque<ScrapeLoop>> left = new LinkedHashMap<>();
    /** The entries of service discovery that told something themselves. */
    private final Set<Integer> told = new HashSet<>();
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

    /**
     * Goes on with what another pool of the same job did until the job changed: targets that are the same go on with their
     * series, and what was discovered counts until it is asked for again. Before the start, when the other one has ended.
     */
    synchronized void goOnFrom(ScrapePool before) {
        for (int i = 0; i < job.discovery().size(); i++) {
            DiscoverySettings entry = job.discovery().get(i);
            List<DiscoverySettings> entries = before.job.discovery();
            boolean alike = i < entries.size() && entries.get(i).kind().equals(entry.kind());
            int same = entries.contains(entry) ? entries.indexOf(entry) : alike ? i : -1;
            if (same >= 0) {
                discovered.set(i, before.discovered.get(same));
            }
        }
        before.ended().forEach(this::leave);
        before.left.values().forEach(loops -> loops.forEach(this::leave));
        rebuild();
    }

    private void leave(ScrapeLoop loop) {
        left.computeIfAbsent(loop.target().labels(), labels -> new ArrayDeque<>()).add(loop);
    }

    void start() {
        if (job.discovery().isEmpty()) {
            endLeft();
        }
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
        if (stop.getCount() == 0) {
            return;
        }
        if (!groups.equals(discovered.get(number))) {
            discovered.set(number, groups);
            rebuild();
        }
        told.add(number);
        if (told.size() == job.discovery().size()) {
            endLeft();
        }
    }

    /** What nobody went on with, now that all targets are known, is gone. */
    private synchronized void endLeft() {
        left.values().forEach(loops -> loops.forEach(ScrapeLoop::end));
        left.clear();
    }

    private void rebuild() {
        Map<Labels, Target> targets = new LinkedHashMap<>();
        List<Labels> out = new ArrayList<>();
        for (List<TargetGroup> all : discovered) {
            for (TargetGroup group : all) {
                group.targets().forEach(one -> make(maker.discovered(group, one), group).ifPresentOrElse(
                        target -> targets.putIfAbsent(target.all(), target),
                        () -> out.add(maker.discovered(group, one))));
            }
        }
        long shown = job.limits().droppedTargets() == 0 ? DROPPED_SHOWN_MAX : job.limits().droppedTargets();
        dropped = new DroppedTargets(job.name(), out.subList(0, (int) Math.min(out.size(), shown)), out.size());
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
                Deque<ScrapeLoop> same = left.getOrDefault(target.labels(), new ArrayDeque<>());
                loop = same.isEmpty()
                        ? new ScrapeLoop(job, target, fetcher, parts)
                        : new ScrapeLoop(job, target, fetcher, parts, same.remove());
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
        if (seriesEnd) {
            endLeft();
        }
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
