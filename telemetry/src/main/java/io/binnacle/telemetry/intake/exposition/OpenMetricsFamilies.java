package io.binnacle.telemetry.intake.exposition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.binnacle.kernel.label.Label;
import io.binnacle.timeseries.MetricMetadata;
import org.jspecify.annotations.Nullable;

/**
 * OpenMetrics' rules of what may stand together, checked before the next handler is told.
 *
 * <p>A family is what stands between two others: its metadata first, then its samples, metric by metric, each metric's in
 * the order of time. No name that a family may use belongs to another. What a kind demands of its values is checked by
 * {@link OpenMetricsValues}, what holds buckets together by {@link OpenMetricsBuckets}.
 */
final class OpenMetricsFamilies implements ExpositionHandler {

    private static final Map<MetricMetadata.Type, List<String>> SUFFIXES = new EnumMap<>(Map.of(
            MetricMetadata.Type.COUNTER, List.of("_total", "_created"),
            MetricMetadata.Type.SUMMARY, List.of("", "_count", "_sum", "_created"),
            MetricMetadata.Type.HISTOGRAM, List.of("_count", "_sum", "_bucket", "_created"),
            MetricMetadata.Type.GAUGE_HISTOGRAM, List.of("_gcount", "_gsum", "_bucket"),
            MetricMetadata.Type.INFO, List.of("_info"),
            MetricMetadata.Type.GAUGE, List.of(""), MetricMetadata.Type.UNKNOWN, List.of(""),
            MetricMetadata.Type.STATE_SET, List.of("")));

    private final ExpositionHandler next;
    private final Set<String> namesTaken = new HashSet<>();
    private @Nullable Family family;

    /** The one that the text is at. */
    private static final class Family {
        private final String name;
        private final int line;
        private MetricMetadata.@Nullable Type type;
        private @Nullable String help;
        private @Nullable String unit;
        private final List<ExpositionSample> samples = new ArrayList<>();
        private final Set<Map<String, String>> metrics = new HashSet<>();
        private @Nullable Map<String, String> metric;
        private double metricTimestamp = Double.NaN;
        private final Set<List<Object>> ofInstant = new HashSet<>();

        /** @param line where it begins */
        Family(String name, int line) {
            this.name = name;
            this.line = line;
        }

        MetricMetadata.Type kind() {
            return type == null ? MetricMetadata.Type.UNKNOWN : type;
        }

        boolean has(String sample) {
            return SUFFIXES.getOrDefault(kind(), List.of("")).stream()
                    .anyMatch(suffix -> sample.equals(name + suffix));
        }
    }

    OpenMetricsFamilies(ExpositionHandler next) {
        this.next = next;
    }

    @Override
    public void type(String name, MetricMetadata.Type type, int line) {
        Family of = described(name, line);
        refuseSecond(of.type, "TYPE", name, line);
        of.type = type;
        next.type(name, type, line);
    }

    @Override
    public void help(String name, String help, int line) {
        Family of = described(name, line);
        refuseSecond(of.help, "HELP", name, line);
        of.help = help;
        next.help(name, help, line);
    }

    @Override
    public void unit(String name, String unit, int line) {
        Family of = described(name, line);
        refuseSecond(of.unit, "UNIT", name, line);
        of.unit = unit;
        next.unit(name, unit, line);
    }

    private Family described(String name, int line) {
        Family of = family;
        if (of == null || !of.name.equals(name)) {
            return begin(name, line);
        }
        if (!of.samples.isEmpty()) {
            throw refused(line, "the metadata of " + name + " stands behind its samples", name);
        }
        return of;
    }

    private static void refuseSecond(@Nullable Object there, String keyword, String name, int line) {
        if (there != null) {
            throw refused(line, "a second " + keyword + " of " + name, name);
        }
    }

    @Override
    public void sample(ExpositionSample sample) {
        Family of = family;
        if (of == null || !of.has(sample.name())) {
            of = begin(sample.name(), sample.line());
        }
        OpenMetricsValues.check(of.name, of.kind(), sample);
        place(of, sample);
        of.samples.add(sample);
        next.sample(sample);
    }

    /** A metric's samples stand together, and in the order of time. */
    private static void place(Family of, ExpositionSample sample) {
        Map<String, String> metric = metricOf(of, sample);
        double timestamp = sample.timestampMillis();
        if (!metric.equals(of.metric)) {
            if (!of.metrics.add(metric)) {
                throw refused(sample.line(), "the samples of a metric do not stand together", sample.name());
            }
            of.ofInstant.clear();
        } else {
            if (Double.isNaN(timestamp) != Double.isNaN(of.metricTimestamp)) {
                throw refused(sample.line(), "some samples of a metric have a timestamp, some have none",
                        sample.name());
            }
            if (timestamp < of.metricTimestamp && of.kind() != MetricMetadata.Type.INFO) {
                throw refused(sample.line(), "the timestamps of a metric go back", sample.name());
            }
        }
        boolean again = !of.ofInstant.add(List.of(sample.name(), labels(sample), timestamp));
        // With timestamps, two may be the same because they were cut short.
        if (again && Double.isNaN(timestamp)) {
            throw refused(sample.line(), "the same series stands twice", sample.name());
        }
        of.metric = metric;
        of.metricTimestamp = timestamp;
    }

    /** The labels that tell a metric from another of its family. */
    private static Map<String, String> metricOf(Family of, ExpositionSample sample) {
        Map<String, String> labels = labels(sample);
        switch (of.kind()) {
            case STATE_SET -> labels.remove(of.name);
            case SUMMARY -> {
                if (sample.name().equals(of.name)) {
                    labels.remove("quantile");
                }
            }
            case HISTOGRAM, GAUGE_HISTOGRAM -> {
                if (sample.name().equals(of.name + "_bucket")) {
                    labels.remove("le");
                }
            }
            case COUNTER, GAUGE, UNKNOWN, INFO -> {
            }
        }
        return labels;
    }

    private static Map<String, String> labels(ExpositionSample sample) {
        Map<String, String> labels = new TreeMap<>();
        for (Label label : sample.labels()) {
            labels.put(label.name(), label.value());
        }
        return labels;
    }

    @Override
    public void end() {
        finish(family);
        next.end();
    }

    private Family begin(String name, int line) {
        finish(family);
        Family begun = new Family(name, line);
        family = begun;
        return begun;
    }

    private void finish(@Nullable Family of) {
        if (of == null) {
            return;
        }
        List<String> names = new ArrayList<>(SUFFIXES.getOrDefault(of.kind(), List.of("")));
        if (!names.contains("")) {
            names.add("");
        }
        for (String suffix : names) {
            if (!namesTaken.add(of.name + suffix)) {
                throw refused(of.line, "the name " + of.name + suffix + " belongs to two families", of.name);
            }
        }
        String unit = of.unit == null ? "" : of.unit;
        if (!unit.isEmpty() && !of.name.endsWith("_" + unit)) {
            throw refused(of.line, "the name of the family " + of.name + " does not end with its unit " + unit, unit);
        }
        if (!unit.isEmpty() && (of.kind() == MetricMetadata.Type.INFO || of.kind() == MetricMetadata.Type.STATE_SET)) {
            throw refused(of.line, "this kind of family has no unit", unit);
        }
        if (of.kind() == MetricMetadata.Type.HISTOGRAM || of.kind() == MetricMetadata.Type.GAUGE_HISTOGRAM) {
            OpenMetricsBuckets.check(of.name, of.samples);
        }
    }

    static ExpositionError refused(int line, String reason, String got) {
        return new ExpositionError(line, 1, reason, got);
    }
}
