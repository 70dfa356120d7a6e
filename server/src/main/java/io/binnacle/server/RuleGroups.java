package io.binnacle.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.insight.rule.evaluation.GroupEvaluation;
import io.binnacle.insight.rule.evaluation.GroupScheduler;
import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.insight.rule.evaluation.RuleQuery;
import io.binnacle.insight.rule.evaluation.RuleState;
import io.binnacle.insight.rule.evaluation.Surroundings;
import io.binnacle.insight.rule.prometheus.RuleFileSet;
import io.binnacle.insight.rule.prometheus.RuleGroup;
import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.config.Configuration;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.PromqlFeatures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prometheus' rule files as the configuration names them, and the evaluation of their groups. */
final class RuleGroups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuleGroups.class);

    private final RuleFileSet files;
    private final GroupScheduler scheduler;

    /** What does not load is told in the log and by the health of the rules; all else is evaluated. */
    RuleGroups(Foundation foundation, PromqlEngine engine) {
        Configuration configuration = foundation.configuration();
        Configuration.Rules.Prometheus settings = configuration.rules().prometheus();
        String features = configuration.promql().features();
        String list = settings.files();
        files = list == null
                ? new RuleFileSet(List.of(), List.of())
                : RuleFileSet.load(list, Path.of("").toAbsolutePath(),
                        PromqlFeatures.parse(features == null ? "" : features));
        files.faults().forEach(fault -> LOG.warn("a rule file of Prometheus is not loaded: {}", fault));
        Surroundings surroundings = new Surroundings(RuleQuery.of(engine), labels(settings.externalLabels()),
                url(configuration.server()), settings.queryOffset());
        List<GroupEvaluation> groups = new ArrayList<>();
        for (RuleGroup group : files.groups()) {
            groups.add(new GroupEvaluation(group, settings.evaluationInterval(), foundation.samples(), surroundings));
        }
        scheduler = new GroupScheduler(groups, foundation.samples(), foundation.clock(), foundation.meters());
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
    }

    List<GroupState> states() {
        return scheduler.states();
    }

    /** What an administrator should look at: files that do not load, which the log names, and rules that fail. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        long bad = files.faults().stream().map(YamlFault::file).distinct().count();
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
        scheduler.close();
    }
}
