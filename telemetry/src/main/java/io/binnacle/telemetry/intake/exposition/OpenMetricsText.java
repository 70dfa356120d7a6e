package io.binnacle.telemetry.intake.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import io.binnacle.kernel.label.Label;
import io.binnacle.timeseries.MetricMetadata;

/**
 * OpenMetrics 1.0: one space between the parts of a line, no comments, no empty lines, and an end that says so.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">the specification</a>
 */
final class OpenMetricsText {

    private static final String END = "# EOF";
    /** Unicode code points of all names and values together. */
    private static final int EXEMPLAR_LABELS_MAX = 128;

    private static final Map<String, MetricMetadata.Type> TYPES = Map.of("counter", MetricMetadata.Type.COUNTER,
            "gauge", MetricMetadata.Type.GAUGE, "histogram",
            MetricMetadata.Type.HISTOGRAM, "summary", MetricMetadata.Type.SUMMARY, "unknown",
            MetricMetadata.Type.UNKNOWN, "gaugehistogram", MetricMetadata.Type.GAUGE_HISTOGRAM,
            "info", MetricMetadata.Type.INFO, "stateset", MetricMetadata.Type.STATE_SET);

    private OpenMetricsText() {
    }

    static void read(String text, ExpositionHandler handler) {
        int line = 0;
        int from = 0;
        while (from < text.length()) {
            line++;
            int feed = text.indexOf('\n', from);
            int end = feed < 0 ? text.length() : feed;
            String content = text.substring(from, end);
            if (content.equals(END)) {
                if (end + 1 < text.length()) {
                    throw new ExpositionError(line + 1, 1, "there is text behind " + END, text.substring(end + 1));
                }
                handler.end();
                return;
            }
            line(new LineCursor(content, line), handler);
            from = end + 1;
        }
        throw new ExpositionError(line + 1, 1, "the text does not end with " + END, "");
    }

    private static void line(LineCursor at, ExpositionHandler handler) {
        if (at.atEnd()) {
            throw at.error("the line is empty");
        }
        if (at.take("# TYPE ")) {
            String family = familyOf(at);
            String word = at.rest();
            MetricMetadata.Type type = TYPES.get(word);
            if (type == null) {
                throw at.wordError("no such type: \"" + word + "\"");
            }
            handler.type(family, type, at.line());
        } else if (at.take("# HELP ")) {
            String family = familyOf(at);
            handler.help(family, at.help(true), at.line());
        } else if (at.take("# UNIT ")) {
            String family = familyOf(at);
            String unit = at.rest();
            if (unit.indexOf(' ') >= 0 || unit.indexOf('\t') >= 0) {
                throw at.wordError("a unit is one word");
            }
            handler.unit(family, unit, at.line());
        } else if (at.peek() == '#') {
            throw at.error("expected # TYPE, # HELP, # UNIT or " + END + ", each followed as it must be");
        } else {
            handler.sample(sample(at));
        }
    }

    private static String familyOf(LineCursor at) {
        String family = at.metricName(true);
        at.expect(' ', "behind the family's name");
        return family;
    }

    private static ExpositionSample sample(LineCursor at) {
        List<Label> labels = new ArrayList<>();
        String name = at.peek() == '{' ? "" : at.metricName(true);
        if (at.peek() == '{') {
            String inBraces = at.braces(false, name.isEmpty(), labels);
            name = name.isEmpty() ? inBraces : name;
        }
        if (name.isEmpty()) {
            throw at.error("the sample has no name");
        }
        at.expect(' ', "before the value");
        double value = number(at, "value");
        double timestampMillis = Double.NaN;
        ExpositionSample.Exemplar exemplar = null;
        if (!at.atEnd()) {
            at.expect(' ', "behind the value");
            if (at.peek() != '#') {
                timestampMillis = timestamp(at);
            }
            if (!at.atEnd()) {
                if (!Double.isNaN(timestampMillis)) {
                    at.expect(' ', "behind the timestamp");
                }
                exemplar = exemplar(at);
            }
        }
        return new ExpositionSample(name, labels, value, timestampMillis, exemplar, at.line());
    }

    static ExpositionSample.Exemplar exemplar(LineCursor at) {
        at.expect('#', "before the exemplar");
        at.expect(' ', "before the exemplar's labels");
        List<Label> labels = new ArrayList<>();
        at.braces(false, false, labels);
        int length = labels.stream().mapToInt(label -> characters(label.name()) + characters(label.value())).sum();
        if (length > EXEMPLAR_LABELS_MAX) {
            throw at.error("the exemplar's labels have " + length + " characters, at most " + EXEMPLAR_LABELS_MAX
                    + " may be");
        }
        at.expect(' ', "before the exemplar's value");
        double value = number(at, "value");
        double timestampMillis = Double.NaN;
        if (!at.atEnd()) {
            at.expect(' ', "behind the exemplar's value");
            timestampMillis = timestamp(at);
        }
        if (!at.atEnd()) {
            throw at.error("expected the end of the line");
        }
        return new ExpositionSample.Exemplar(labels, value, timestampMillis);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static double number(LineCursor at, String what) {
        String word = at.word();
        OptionalDouble number = NumberText.parse(word);
        if (number.isEmpty()) {
            throw at.wordError("expected a number as the " + what + ", got \"" + word + "\"");
        }
        return number.getAsDouble();
    }

    /** Written in seconds. */
    private static double timestamp(LineCursor at) {
        double seconds = number(at, "timestamp");
        if (!Double.isFinite(seconds)) {
            throw at.wordError("a timestamp is finite");
        }
        return seconds * 1000;
    }
}
