package io.binnacle.telemetry.intake.exposition;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.label.Label;
import org.jspecify.annotations.Nullable;

/** What holds the samples of one histogram at one instant together: rising buckets up to +Inf, and a count and sum that fit. */
final class OpenMetricsBuckets {

    private final ExpositionSample first;
    private final Map<String, String> metric;
    private int line;
    private double bound = Double.NaN;
    private double inBucket;
    private boolean negativeBounds;
    private double count = Double.NaN;
    private double sum = Double.NaN;
    private boolean gauge;

    private OpenMetricsBuckets(ExpositionSample first) {
        this.first = first;
        this.metric = metricOf(first);
        this.line = first.line();
    }

    /** @param samples of one family, checked one by one and in their order */
    static void check(String family, List<ExpositionSample> samples) {
        OpenMetricsBuckets current = null;
        for (ExpositionSample sample : samples) {
            if (current == null || !current.holds(sample)) {
                finish(current);
                current = new OpenMetricsBuckets(sample);
            }
            current.add(sample.name().substring(family.length()), sample);
        }
        finish(current);
    }

    private boolean holds(ExpositionSample sample) {
        return Double.compare(first.timestampMillis(), sample.timestampMillis()) == 0
                && metric.equals(metricOf(sample));
    }

    private static Map<String, String> metricOf(ExpositionSample sample) {
        Map<String, String> labels = new TreeMap<>();
        for (Label label : sample.labels()) {
            if (!label.name().equals("le") || !sample.name().endsWith("_bucket")) {
                labels.put(label.name(), label.value());
            }
        }
        return labels;
    }

    private void add(String suffix, ExpositionSample sample) {
        line = sample.line();
        switch (suffix) {
            case "_bucket" -> {
                double le = NumberText.parse(sample.label("le").orElseThrow()).orElseThrow();
                require(!(le <= bound), "the buckets do not rise");
                require(!(sample.value() < inBucket), "a bucket counts less than one below it");
                negativeBounds |= le < 0;
                bound = le;
                inBucket = sample.value();
            }
            case "_count", "_gcount" -> count = sample.value();
            case "_sum" -> sum = sample.value();
            case "_gsum" -> {
                sum = sample.value();
                gauge = true;
            }
            default -> {
                // When it was created says nothing about its values.
            }
        }
    }

    private static void finish(@Nullable OpenMetricsBuckets of) {
        if (of != null) {
            of.finish();
        }
    }

    private void finish() {
        boolean hasCount = !Double.isNaN(count);
        boolean hasSum = !Double.isNaN(sum);
        require(bound == Double.POSITIVE_INFINITY, "the bucket of +Inf is missing");
        require(!hasCount || count == inBucket, "the count is not that of the bucket of +Inf");
        require(hasCount == hasSum, "of count and sum one is missing");
        require(!hasSum || gauge || !negativeBounds, "a histogram with negative buckets has no sum");
        require(!hasSum || !gauge || negativeBounds || !(sum < 0), "the sum is negative, and no bucket is");
    }

    private void require(boolean kept, String rule) {
        if (!kept) {
            throw OpenMetricsFamilies.refused(line, rule, first.name());
        }
    }
}
