package io.binnacle.telemetry.scrape.series;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.label.Label;
import io.binnacle.telemetry.scrape.relabel.LabelNames;

/** Writes what names a series as OpenMetrics does, again and again. Belongs to one thread. */
final class SeriesLine {

    private byte[] labels = new byte[0];
    private byte[] line = new byte[256];
    private int size;

    /** The labels of all lines until the next call. */
    void labels(List<Label> all) {
        StringBuilder text = new StringBuilder();
        for (Label label : all) {
            text.append(text.isEmpty() ? "" : ",").append(quotedIfNeeded(label.name(), false)).append("=\"")
                    .append(escaped(label.value(), true)).append('"');
        }
        labels = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @param bound a further label; empty for none */
    void write(String metric, String bound, String boundValue) {
        size = 0;
        boolean plain = LabelNames.LEGACY.isMetric(metric);
        boolean braces = !plain || labels.length > 0 || !bound.isEmpty();
        if (plain) {
            append(metric);
        }
        if (!braces) {
            return;
        }
        append("{");
        if (!plain) {
            append(name(metric));
        }
        if (labels.length > 0) {
            append(plain ? "" : ",");
            append(labels);
        }
        if (!bound.isEmpty()) {
            append(labels.length > 0 || !plain ? "," : "");
            append(bound + "=\"" + boundValue + "\"");
        }
        append("}");
    }

    private void append(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    private void append(byte[] bytes) {
        if (size + bytes.length > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, size + bytes.length));
        }
        System.arraycopy(bytes, 0, line, size, bytes.length);
        size += bytes.length;
    }

    byte[] bytes() {
        return line;
    }

    int size() {
        return size;
    }

    /** The name of a metric, in quotes where it needs them. */
    static String name(String metric) {
        return quotedIfNeeded(metric, true);
    }

    private static String quotedIfNeeded(String name, boolean metric) {
        boolean plain = metric ? LabelNames.LEGACY.isMetric(name) : LabelNames.LEGACY.isLabel(name);
        return plain ? name : '"' + escaped(name, true) + '"';
    }

    static String escaped(String text, boolean quotes) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        return quotes ? escaped.replace("\"", "\\\"") : escaped;
    }
}
