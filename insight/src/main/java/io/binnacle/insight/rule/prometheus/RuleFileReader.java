package io.binnacle.insight.rule.prometheus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.binnacle.insight.rule.yaml.Entries;
import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.insight.rule.yaml.YamlFile;
import io.binnacle.insight.rule.yaml.YamlNode;
import io.binnacle.timeseries.promql.PromqlFeatures;
import io.binnacle.timeseries.promql.Quoting;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule file as strictly as Prometheus does. All faults come at once, worded as Prometheus words them, with line and
 * column. Belongs to one file.
 */
public final class RuleFileReader {

    private static final List<String> KEYS = List.of("groups");
    private static final List<String> GROUP_KEYS = List.of("name", "interval", "query_offset", "limit", "rules",
            "labels");
    private static final String METRIC_NAME = "__name__";

    private final String file;
    private final PromqlFeatures features;
    private final List<YamlFault> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private RuleFileReader(String file, PromqlFeatures features) {
        this.file = file;
        this.features = features;
    }

    /**
     * What reading a file gave.
     *
     * @param file   empty when there are faults
     * @param faults in the order of their places
     */
    public record Reading(Optional<RuleFile> file, List<YamlFault> faults) {}

    /** @param features parts of PromQL that expressions may use */
    public static Reading read(Path file, PromqlFeatures features) {
        List<YamlFault> faults = new ArrayList<>();
        Optional<String> text = YamlFile.text(file, faults);
        return text.map(found -> read(file.toString(), found, features))
                .orElse(new Reading(Optional.empty(), faults));
    }

    /** As {@link #read(Path, PromqlFeatures)}, of a text. */
    public static Reading read(String file, String text, PromqlFeatures features) {
        RuleFileReader reader = new RuleFileReader(file, features);
        RuleFile read = reader.file(text);
        return reader.faults.isEmpty()
                ? new Reading(Optional.of(read), List.of())
                : new Reading(Optional.empty(), reader.faults.stream().sorted(YamlFault.ORDER).toList());
    }

    private RuleFile file(String text) {
        List<RuleGroup> groups = new ArrayList<>();
        Optional<YamlNode> top = YamlFile.parse(file, text, faults);
        if (top.isPresent() && !top.get().isNothing()) {
            YamlNode list = top.get().mapping("the file", KEYS).get("groups");
            if (list != null && !list.isNothing()) {
                list.sequence("groups").forEach(group -> groups.add(group(group)));
            }
        }
        return new RuleFile(file, groups);
    }

    private RuleGroup group(YamlNode node) {
        Map<String, YamlNode> entries = node.mapping("a group", GROUP_KEYS);
        String name = Entries.text(entries, "name");
        if (name.isEmpty()) {
            node.fault("Groupname must not be empty");
        }
        if (!names.add(name)) {
            node.fault("groupname: " + Quoting.quote(name) + " is repeated in the same file");
        }
        SortedMap<String, String> labels = new TreeMap<>();
        Entries.texts(entries, "labels").forEach((label, value) -> {
            RuleReading.checkLabel(label, value.node(), value.text(), "");
            labels.put(label, value.text());
        });
        List<PrometheusRule> rules = new ArrayList<>();
        YamlNode list = entries.get("rules");
        if (list != null && !list.isNothing()) {
            List<YamlNode> items = list.sequence("rules");
            for (int i = 0; i < items.size(); i++) {
                new RuleReading(items.get(i), name, i + 1, labels, features).read().ifPresent(rules::add);
            }
        }
        return new RuleGroup(file, name, positive(entries, "interval"), Entries.duration(entries, "query_offset"),
                limit(entries.get("limit")), rules);
    }

    private static @Nullable Duration positive(Map<String, YamlNode> entries, String key) {
        Duration duration = Entries.duration(entries, key);
        return duration == null || duration.isZero() ? null : duration;
    }

    private static int limit(@Nullable YamlNode node) {
        String text = node == null ? "" : node.characters("limit").orElse("");
        if (node == null || text.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            node.fault("limit: expected a whole number, got " + text);
            return 0;
        }
    }

    /** Whether a label may have that name: not that of the metric's name. */
    static boolean isLabelName(String name) {
        return Quoting.isLabelName(name) && !name.equals(METRIC_NAME);
    }
}
