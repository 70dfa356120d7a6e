package io.binnacle.telemetry.intake.exposition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import io.binnacle.kernel.label.Label;
import io.binnacle.timeseries.MetricMetadata;

/**
 * Prometheus' text format 0.0.4, as its own library reads it: blanks may stand nearly everywhere, comments are free, a
 * family's help and type come once and the type before the first sample; every line ends with a line feed.
 */
final class PrometheusText {

    private static final Map<String, MetricMetadata.Type> TYPES = Map.of("counter", MetricMetadata.Type.COUNTER,
            "gauge", MetricMetadata.Type.GAUGE, "histogram",
            MetricMetadata.Type.HISTOGRAM, "summary", MetricMetadata.Type.SUMMARY, "untyped",
            MetricMetadata.Type.UNKNOWN, "gaugehistogram", MetricMetadata.Type.GAUGE_HISTOGRAM);

    private final ExpositionHandler handler;
    private final Map<String, MetricMetadata.Type> types = new HashMap<>();
    private final Set<String> helped = new HashSet<>();
    private final Set<String> sampled = new HashSet<>();

    private PrometheusText(ExpositionHandler handler) {
        this.handler = handler;
    }

    static void read(String text, ExpositionHandler handler) {
        PrometheusText reading = new PrometheusText(handler);
        int line = 0;
        int from = 0;
        while (from < text.length()) {
            line++;
            int feed = text.indexOf('\n', from);
            String content = text.substring(from, feed < 0 ? text.length() : feed);
            reading.line(new LineCursor(content, line));
            if (feed < 0) {
                throw new ExpositionError(line, content.length() + 1, "the last line has no line feed", content);
            }
            from = feed + 1;
        }
        handler.end();
    }

    private void line(LineCursor at) {
        at.skipBlanks();
        if (at.take('#')) {
            comment(at);
        } else if (!at.atEnd()) {
            sample(at);
        }
    }

    private void comment(LineCursor at) {
        at.skipBlanks();
        String keyword = at.word();
        if (!keyword.equals("HELP") && !keyword.equals("TYPE")) {
            return;
        }
        at.skipBlanks();
        if (at.atEnd()) {
            return;
        }
        String family = at.metricName(false);
        if (!at.atEnd() && at.peek() != ' ' && at.peek() != '\t') {
            throw at.error("the name of a family is followed by a blank");
        }
        at.skipBlanks();
        if (at.atEnd()) {
            return;
        }
        if (keyword.equals("HELP")) {
            help(family, at);
        } else {
            type(family, at);
        }
    }

    private void help(String family, LineCursor at) {
        if (!helped.add(family)) {
            throw at.error("a second HELP of " + family);
        }
        handler.help(family, at.help(false), at.line());
    }

    private void type(String family, LineCursor at) {
        String word = at.rest();
        MetricMetadata.Type type = TYPES.get(word.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw at.wordError("no such type: " + word);
        }
        if (types.containsKey(family) || sampled.contains(family)) {
            throw at.wordError("a second TYPE of " + family + ", or one behind its samples");
        }
        types.put(family, type);
        handler.type(family, type, at.line());
    }

    private void sample(LineCursor at) {
        List<Label> labels = new ArrayList<>();
        String name = "";
        if (at.peek() != '{') {
            name = at.metricName(false);
            at.skipBlanks();
        }
        if (at.peek() == '{') {
            String inBraces = at.braces(true, name.isEmpty(), labels);
            name = name.isEmpty() ? inBraces : name;
            at.skipBlanks();
        }
        if (name.isEmpty()) {
            throw at.error("the sample has no name");
        }
        checkBound(name, labels, at);
        String word = at.word();
        OptionalDouble value = NumberText.parse(word);
        if (value.isEmpty()) {
            throw at.wordError("expected a number as the value, got " + quoted(word));
        }
        double timestampMillis = at.atEnd() ? Double.NaN : timestamp(at);
        sampled.add(familyOf(name));
        handler.sample(new ExpositionSample(name, labels, value.getAsDouble(), timestampMillis, null, at.line()));
    }

    private static double timestamp(LineCursor at) {
        at.skipBlanks();
        String word = at.word();
        long millis;
        try {
            millis = Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw at.wordError("expected a whole number of milliseconds as the timestamp, got " + quoted(word));
        }
        if (!at.atEnd()) {
            throw at.error("expected the end of the line behind the timestamp");
        }
        return millis;
    }

    private void checkBound(String name, List<Label> labels, LineCursor at) {
        String family = familyOf(name);
        MetricMetadata.Type type = types.get(family);
        String bound = type == MetricMetadata.Type.SUMMARY && name.equals(family)
                ? "quantile"
                : type == MetricMetadata.Type.HISTOGRAM && name.endsWith("_bucket") ? "le" : "";
        for (Label label : labels) {
            if (label.name().equals(bound) && NumberText.parse(label.value()).isEmpty()) {
                throw at.error("expected a number as " + bound + ", got " + quoted(label.value()));
            }
        }
    }

    /** The family that a sample belongs to: its name, or that of a summary or histogram whose part it is. */
    private String familyOf(String name) {
        if (types.containsKey(name)) {
            return name;
        }
        for (String suffix : List.of("_count", "_sum", "_bucket")) {
            String family = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
            MetricMetadata.Type type = types.get(family);
            if (type == MetricMetadata.Type.HISTOGRAM || type == MetricMetadata.Type.GAUGE_HISTOGRAM
                    || (type == MetricMetadata.Type.SUMMARY && !suffix.equals("_bucket"))) {
                return family;
            }
        }
        return name;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
