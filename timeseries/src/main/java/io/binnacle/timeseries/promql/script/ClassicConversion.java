package io.binnacle.timeseries.promql.script;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.promql.script.ScriptCommand.Load;
import io.binnacle.timeseries.promql.script.ScriptCommand.LoadedSeries;
import org.jspecify.annotations.Nullable;

/** Makes native histograms with custom bounds of the classic histograms of a load. */
final class ClassicConversion {

    private static final Pattern PART = Pattern.compile("(.*)_(bucket|sum|count)");
    private static final String BOUND = "le";

    private ClassicConversion() {
    }

    /** What is known of one histogram at one time. */
    private static final class Parts {
        private final TreeMap<Double, Double> cumulative = new TreeMap<>();
        private double sum;
        private @Nullable Double count;

        FloatHistogram histogram() {
            double total = count != null ? count : cumulative.isEmpty() ? 0 : cumulative.lastEntry().getValue();
            cumulative.putIfAbsent(Double.POSITIVE_INFINITY, total);
            double[] counts = new double[cumulative.size()];
            double[] bounds = new double[counts.length - 1];
            int next = 0;
            double below = 0;
            for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
                counts[next] = bucket.getValue() - below;
                below = bucket.getValue();
                if (next < bounds.length) {
                    bounds[next] = bucket.getKey();
                }
                next++;
            }
            return FloatHistogram.builder().schema(NativeHistogram.CUSTOM_BOUNDS).count(total).sum(sum)
                    .positive(0, counts).customBounds(bounds).build().compact();
        }
    }

    /** The histograms by their labels and times. */
    static Map<Labels, Map<Long, FloatHistogram>> histograms(Load load) {
        Map<Labels, Map<Long, Parts>> found = new TreeMap<>(Labels.ORDER);
        for (LoadedSeries series : load.series()) {
            Matcher part = PART.matcher(series.labels().metricName());
            if (part.matches()) {
                Labels labels = series.labels().without(BOUND).with(Label.METRIC_NAME, part.group(1));
                add(series, part.group(2), load.stepMillis(), found.computeIfAbsent(labels, key -> new TreeMap<>()));
            }
        }
        Map<Labels, Map<Long, FloatHistogram>> histograms = new TreeMap<>(Labels.ORDER);
        found.forEach((labels, byTime) -> byTime.forEach((millis, parts) -> histograms
                .computeIfAbsent(labels, key -> new TreeMap<>()).put(millis, parts.histogram())));
        return histograms;
    }

    private static void add(LoadedSeries series, String part, long stepMillis, Map<Long, Parts> byTime) {
        double bound = 0;
        if (part.equals("bucket")) {
            try {
                bound = SequenceText.number(series.labels().get(BOUND));
            } catch (NumberFormatException e) {
                return;
            }
        }
        List<Point> points = series.points();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.omitted() || point.histogram() != null || Samples.isStale(point.number())) {
                continue;
            }
            Parts parts = byTime.computeIfAbsent(i * stepMillis, millis -> new Parts());
            switch (part) {
                case "bucket" -> parts.cumulative.putIfAbsent(bound, point.number());
                case "sum" -> parts.sum = point.number();
                default -> parts.count = point.number();
            }
        }
    }
}
