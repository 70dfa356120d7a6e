package io.binnacle.insight.rule.yaml;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.time.DurationText;
import io.binnacle.timeseries.promql.Quoting;
import org.jspecify.annotations.Nullable;

/** Values of a mapping, as Prometheus' files have them: what is missing or null is an empty text, a number is a text too. */
public final class Entries {

    private Entries() {
    }

    /** A text, and where it stands. */
    public record Text(YamlNode node, String text) {}

    public static String text(Map<String, YamlNode> entries, String key) {
        YamlNode node = entries.get(key);
        return node == null ? "" : node.characters(key).orElse("");
    }

    /** A mapping of texts. */
    public static Map<String, Text> texts(Map<String, YamlNode> entries, String key) {
        Map<String, Text> texts = new TreeMap<>();
        YamlNode node = entries.get(key);
        if (node != null && !node.isNothing()) {
            node.mapping(key, null)
                    .forEach((name, value) -> value.characters(key + " " + name)
                            .ifPresent(text -> texts.put(name, new Text(value, text))));
        }
        return texts;
    }

    public static @Nullable Duration duration(Map<String, YamlNode> entries, String key) {
        YamlNode node = entries.get(key);
        if (node == null || node.isNothing()) {
            return null;
        }
        String text = node.characters(key).orElse("0");
        Duration duration = DurationText.parse(text).orElse(null);
        if (duration == null) {
            node.fault(key + ": " + (text.isEmpty()
                    ? "empty duration string"
                    : "not a valid duration string: " + Quoting.quote(text)));
        }
        return duration;
    }
}
