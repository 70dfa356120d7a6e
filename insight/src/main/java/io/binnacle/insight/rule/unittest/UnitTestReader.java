package io.binnacle.insight.rule.unittest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import io.binnacle.insight.rule.yaml.Entries;
import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.insight.rule.yaml.YamlFile;
import io.binnacle.insight.rule.yaml.YamlNode;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/** Reads a file of unit tests, strictly. */
final class UnitTestReader {

    private static final String IGNORE_ANNOTATIONS = "ignore_annotations";
    private static final List<String> KEYS = List.of("rule_files", "evaluation_interval", "group_eval_order",
            "fuzzy_compare", "tests");
    private static final List<String> TEST_KEYS = List.of("name", "interval", "start_timestamp", "input_series",
            "alert_rule_test", "promql_expr_test", "external_labels", "external_url",
            IGNORE_ANNOTATIONS);
    private static final String EVAL_TIME = "eval_time";

    private UnitTestReader() {
    }

    /** Empty after a fault. */
    static Optional<UnitTestFile> read(String file, String text, List<YamlFault> faults) {
        Optional<YamlNode> top = YamlFile.parse(file, text, faults);
        Map<String, YamlNode> entries = top.filter(node -> !node.isNothing())
                .map(node -> node.mapping("the file", KEYS)).orElse(Map.of());
        UnitTestFile read = file(entries);
        return faults.isEmpty() ? Optional.of(read) : Optional.empty();
    }

    private static UnitTestFile file(Map<String, YamlNode> entries) {
        Duration interval = duration(entries, "evaluation_interval", Duration.ofMinutes(1));
        List<String> order = list(entries, "group_eval_order", node -> node.characters("a group's name").orElse(""));
        Set<String> seen = new HashSet<>();
        for (String group : order) {
            if (!seen.add(group)) {
                entries.getOrDefault("group_eval_order", entries.values().iterator().next())
                        .fault("group name repeated in evaluation order: " + group);
            }
        }
        return new UnitTestFile(list(entries, "rule_files", node -> node.characters("a rule file").orElse("")),
                interval, order, yes(entries, "fuzzy_compare"),
                list(entries, "tests", node -> test(node, interval)));
    }

    private static boolean yes(Map<String, YamlNode> entries, String key) {
        YamlNode node = entries.get(key);
        return node != null && node.yesOrNo(key).orElse(false);
    }

    private static Duration duration(Map<String, YamlNode> entries, String key, Duration standard) {
        Duration given = Entries.duration(entries, key);
        return given == null || given.isZero() ? standard : given;
    }

    private static <T> List<T> list(Map<String, YamlNode> entries, String key, Function<YamlNode, T> reading) {
        List<T> read = new ArrayList<>();
        YamlNode node = entries.get(key);
        if (node != null && !node.isNothing()) {
            node.sequence(key).forEach(item -> read.add(reading.apply(item)));
        }
        return read;
    }

    private static UnitTestFile.Test test(YamlNode node, Duration interval) {
        Map<String, YamlNode> entries = node.mapping("a test", TEST_KEYS);
        String name = Entries.text(entries, "name");
        boolean ignoring = yes(entries, IGNORE_ANNOTATIONS);
        return new UnitTestFile.Test(name, duration(entries, "interval", interval),
                start(entries.get("start_timestamp")), list(entries, "input_series", UnitTestReader::input),
                list(entries, "alert_rule_test", item -> alertTest(item, name, ignoring)),
                list(entries, "promql_expr_test", UnitTestReader::expressionTest), texts(entries, "external_labels"),
                url(entries));
    }

    private static Instant start(@Nullable YamlNode node) {
        String text = node == null ? "" : node.characters("start_timestamp").orElse("");
        if (node == null || text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            return text.matches("-?\\d+(\\.\\d+)?")
                    ? Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            node.fault("start_timestamp: expected RFC 3339 or seconds since the epoch, got " + text);
            return Instant.EPOCH;
        }
    }

    private static URI url(Map<String, YamlNode> entries) {
        String text = Entries.text(entries, "external_url");
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            YamlNode node = entries.get("external_url");
            if (node != null) {
                node.fault("external_url: expected a URL, got " + text);
            }
            return URI.create("");
        }
    }

    private static SortedMap<String, String> texts(Map<String, YamlNode> entries, String key) {
        SortedMap<String, String> texts = new TreeMap<>();
        Entries.texts(entries, key).forEach((name, text) -> texts.put(name, text.text()));
        return texts;
    }

    private static UnitTestFile.Input input(YamlNode node) {
        Map<String, YamlNode> entries = node.mapping("a series", List.of("series", "values"));
        return new UnitTestFile.Input(Entries.text(entries, "series"), Entries.text(entries, "values"));
    }

    private static Duration evalTime(Map<String, YamlNode> entries) {
        Duration at = Entries.duration(entries, EVAL_TIME);
        return at == null ? Duration.ZERO : at;
    }

    private static UnitTestFile.AlertTest alertTest(YamlNode node, String test, boolean ignoring) {
        Map<String, YamlNode> entries = node.mapping("alert_rule_test",
                List.of(EVAL_TIME, "alertname", "exp_alerts", IGNORE_ANNOTATIONS));
        Duration at = evalTime(entries);
        String alertname = Entries.text(entries, "alertname");
        if (alertname.isEmpty()) {
            node.fault("an item under alert_rule_test misses required attribute alertname at eval_time "
                    + DurationText.format(at) + (test.isEmpty() ? "" : " (in TestGroup " + test + ")"));
        }
        boolean ignores = ignoring || yes(entries, IGNORE_ANNOTATIONS);
        return new UnitTestFile.AlertTest(at, alertname, ignores, list(entries, "exp_alerts", item -> {
            Map<String, YamlNode> alert = item.mapping("exp_alerts", List.of("exp_labels", "exp_annotations"));
            return new UnitTestFile.Alert(Labels.of(texts(alert, "exp_labels")).with("alertname", alertname),
                    texts(alert, "exp_annotations"));
        }));
    }

    private static UnitTestFile.ExpressionTest expressionTest(YamlNode node) {
        Map<String, YamlNode> entries = node.mapping("promql_expr_test", List.of("expr", EVAL_TIME, "exp_samples"));
        return new UnitTestFile.ExpressionTest(Entries.text(entries, "expr"), evalTime(entries),
                list(entries, "exp_samples", UnitTestReader::expected));
    }

    private static UnitTestFile.Expected expected(YamlNode node) {
        Map<String, YamlNode> entries = node.mapping("exp_samples", List.of("labels", "value", "histogram"));
        return new UnitTestFile.Expected(Entries.text(entries, "labels"), number(entries.get("value")),
                Entries.text(entries, "histogram"));
    }

    private static double number(@Nullable YamlNode node) {
        String text = node == null ? "" : node.characters("value").orElse("");
        if (node == null || text.isEmpty()) {
            return 0;
        }
        String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
        switch (text.substring(sign.length()).toLowerCase(Locale.ROOT)) {
            case ".inf", "inf" -> {
                return sign.equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            case ".nan", "nan" -> {
                return Double.NaN;
            }
            default -> {
                try {
                    return Double.parseDouble(text.replace("_", ""));
                } catch (NumberFormatException e) {
                    node.fault("value: expected a number, got " + text);
                    return 0;
                }
            }
        }
    }
}
