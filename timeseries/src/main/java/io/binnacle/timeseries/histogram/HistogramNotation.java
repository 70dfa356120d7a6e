package io.binnacle.timeseries.histogram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a histogram as Prometheus' tests write it: <code>{{schema:1 count:22 sum:3 buckets:[5 10 7]}}</code>. */
public final class HistogramNotation {

    private HistogramNotation() {
    }

    public static String format(FloatHistogram given) {
        FloatHistogram histogram = given.compact();
        List<String> parts = new ArrayList<>();
        if (histogram.schema() != 0) {
            parts.add("schema:" + histogram.schema());
        }
        add("count", histogram.count(), parts);
        add("sum", histogram.sum(), parts);
        add("z_bucket", histogram.zeroCount(), parts);
        add("z_bucket_w", histogram.zeroThreshold(), parts);
        if (histogram.hasCustomBounds()) {
            parts.add("custom_values:" + list(histogram.customBounds()));
        }
        switch (histogram.reset()) {
            case RESET -> parts.add("counter_reset_hint:reset");
            case NOT_RESET -> parts.add("counter_reset_hint:not_reset");
            case GAUGE -> parts.add("counter_reset_hint:gauge");
            case UNKNOWN -> {
                // Not written.
            }
        }
        add("", histogram.positive, parts);
        add("n_", histogram.negative, parts);
        return "{{" + String.join(" ", parts) + "}}";
    }

    private static void add(String name, double number, List<String> parts) {
        if (number != 0) {
            parts.add(name + ":" + FloatText.shortest(number));
        }
    }

    /** In one piece: buckets that are not there, between others, hold nothing. */
    private static void add(String prefix, BucketCounts buckets, List<String> parts) {
        if (buckets.size() == 0) {
            return;
        }
        int first = buckets.indexes[0];
        double[] counts = new double[buckets.indexes[buckets.size() - 1] - first + 1];
        for (int i = 0; i < buckets.size(); i++) {
            counts[buckets.indexes[i] - first] = buckets.counts[i];
        }
        if (first != 0) {
            parts.add(prefix + "offset:" + first);
        }
        parts.add(prefix + "buckets:" + list(counts));
    }

    private static String list(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(FloatText::shortest).collect(Collectors.joining(" ", "[", "]"));
    }
}
