package io.binnacle.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.binnacle.insight.rule.evaluation.GroupEvaluation;
import io.binnacle.insight.rule.evaluation.GroupScheduler;
import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.insight.rule.evaluation.RuleQuery;
import io.binnacle.insight.rule.evaluation.RuleState;
import io.binnacle.insight.rule.evaluation.Surroundings;
import io.binnacle.insight.rule.prometheus.RuleFile;
import io.binnacle.insight.rule.prometheus.RuleFileSet;
import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.server.config.Configuration;
import io.binnacle.telemetry.scrape.job.RuleFileSettings;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.PromqlFeatures;
import io.binnacle.timeseries.promql.PromqlLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prometheus' rule files, as the configuration and a scraped {@code prometheus.yml} name them, and the evaluation of their
 * groups. Follows the files as they change: what does not load is told in the log and by the health of the rules, what was read
 * of it before still counts, and so does all else.
 */
final class RuleGroups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuleGroups.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Foundation foundation;
    private final PromqlFeatures features;
    private final RuleQuery query;
    private final RuleFileSettings own;
    private final Supplier<RuleFileSettings> prometheus;
    private final GroupScheduler scheduler;
    private final CountDownLatch stop = new CountDownLatch(1);
    /** Files as they were when they had no fault, by their paths. */
    private final Map<String, RuleFile> good = new HashMap<>();
    private volatile List<YamlFault> faults = List.of();
    private String state;

    /**
     * @param prometheus what a Prometheus configuration says about rules, now
     * @throws InvalidInput a pattern or a label of our own configuration is wrong
     */
    RuleGroups(Foundation foundation, PromqlEngine engine, Supplier<RuleFileSettings> prometheus) {
        this.foundation = foundation;
        this.prometheus = prometheus;
        Configuration configuration = foundation.configuration();
        Configuration.Rules.Prometheus settings = configuration.rules().prometheus();
        String named = configuration.promql().features();
        String list = settings.files();
        features = PromqlFeatures.parse(named == null ? "" : named);
        query = RuleQuery.of(engine);
        own = new RuleFileSettings(list == null ? List.of() : RuleFileSet.patterns(list), Path.of("").toAbsolutePath(),
                Optional.ofNullable(settings.evaluationInterval()), settings.queryOffset(),
                labels(settings.externalLabels()));
        state = state();
        scheduler = new GroupScheduler(load(), foundation.samples(), foundation.clock(), foundation.meters());
    }

    /**
     * From one evaluation to the next of groups that say none, and from step to step of subqueries that say none: as our own
     * configuration says, else as the Prometheus configuration does, else Prometheus' own.
     */
    static Duration interval(Configuration.Rules.Prometheus settings, RuleFileSettings prometheus) {
        Duration own = settings.evaluationInterval();
        return own != null ? own : prometheus.evaluationInterval().orElse(PromqlLimits.defaults().subqueryStep());
    }

    /** Which files there are, when they changed, and what counts for them; a difference is a reason to read them. */
    private String state() {
        StringBuilder seen = new StringBuilder();
        for (RuleFileSettings source : List.of(own, prometheus.get())) {
            seen.append(source).append('\n');
            try {
                for (Path file : RuleFileSet.find(source.files(), source.base())) {
                    seen.append(file).append('=').append(Files.getLastModifiedTime(file)).append('/')
                            .append(Files.size(file)).append('\n');
                }
            } catch (IOException | Unavailable | InvalidInput e) {
                seen.append(e.getMessage()).append('\n');
            }
        }
        return seen.toString();
    }

    private List<GroupEvaluation> load() {
        List<GroupEvaluation> groups = new ArrayList<>();
        List<YamlFault> found = new ArrayList<>();
        Map<String, RuleFile> files = new LinkedHashMap<>();
        RuleFileSettings theirs = prometheus.get();
        Duration interval = interval(foundation.configuration().rules().prometheus(), theirs);
        for (RuleFileSettings source : List.of(own, theirs)) {
            Surroundings surroundings = new Surroundings(query, source.externalLabels(),
                    url(foundation.configuration().server()), source.queryOffset());
            for (RuleFile file : read(source, found)) {
                // One that both name is evaluated once.
                if (files.putIfAbsent(file.path(), file) == null) {
                    file.groups().forEach(group -> groups.add(
                            new GroupEvaluation(group, interval, foundation.samples(), surroundings)));
                }
            }
        }
        found.stream().filter(fault -> !faults.contains(fault))
                .forEach(fault -> LOG.warn("a rule file of Prometheus is not loaded: {}", fault));
        faults = List.copyOf(found);
        good.clear();
        good.putAll(files);
        return groups;
    }

    private List<RuleFile> read(RuleFileSettings source, List<YamlFault> found) {
        try {
            RuleFileSet set = RuleFileSet.load(source.files(), source.base(), features);
            found.addAll(set.faults());
            List<RuleFile> files = new ArrayList<>(set.files());
            set.faults().stream().map(fault -> good.get(fault.file())).filter(Objects::nonNull).distinct()
                    .forEach(files::add);
            return files;
        } catch (InvalidInput e) {
            if (source.equals(own)) {
                throw e;
            }
            found.add(new YamlFault("rule_files", 1, 1, String.valueOf(e.getMessage())));
            return List.of();
        }
    }

    private static URI url(Configuration.Server server) {
        URI known = server.publicUrl();
        return known != null
                ? known
                : URI.create((server.tls().enabled() ? "https://" : "http://") + server.listen());
    }

    private static Map<String, String> labels(@Nullable String list) {
        Map<String, String> labels = new TreeMap<>();
        for (String word : list == null || list.isBlank() ? new String[0] : list.split(",", -1)) {
            String[] pair = word.strip().split("=", 2);
            if (pair.length < 2 || pair[0].isBlank()) {
                throw new InvalidInput("rules.prometheus.externalLabels", "name=value, separated by commas", word);
            }
            labels.put(pair[0].strip(), pair[1].strip());
        }
        return labels;
    }

    void start() {
        scheduler.start();
        Thread.ofVirtual().name("rule-files").start(this::watch);
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

    /** Takes the files anew when something changed. Tests call it instead of waiting. */
    synchronized void look() {
        try {
            String now = state();
            if (now.equals(state) || stop.getCount() == 0) {
                return;
            }
            state = now;
            List<GroupEvaluation> groups = load();
            scheduler.update(groups);
            LOG.atInfo().addKeyValue("groups", groups.size()).addKeyValue("faults", faults.size())
                    .log("rule files of Prometheus are read again");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e)
                    .log("rule files of Prometheus cannot be read again; what was read before still counts");
        }
    }

    List<GroupState> states() {
        return scheduler.states();
    }

    /** What is wrong with the files that do not load, each with its place. */
    List<String> faults() {
        return faults.stream().map(YamlFault::toString).toList();
    }

    /** What an administrator should look at: files that do not load, which the log names, and rules that fail. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        long bad = faults.stream().map(YamlFault::file).distinct().count();
        if (bad > 0) {
            problems.add(bad + (bad == 1 ? " file does" : " files do") + " not load, see the log");
        }
        for (GroupState group : states()) {
            for (RuleState rule : group.rules()) {
                if (rule.error() != null) {
                    problems.add(group.group().name() + "/" + rule.rule().name() + " cannot be evaluated");
                }
            }
        }
        return problems;
    }

    @Override
    public void close() {
        stop.countDown();
        scheduler.close();
    }
}
