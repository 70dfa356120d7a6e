package io.binnacle.telemetry.intake.exposition;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import io.binnacle.timeseries.MetricMetadata;

/** What OpenMetrics demands of a single sample of a kind. */
final class OpenMetricsValues {

    private static final Set<String> NEVER_NAN = Set.of("_total", "_sum", "_count", "_bucket", "_gcount", "_gsum");
    private static final Set<String> NEVER_NEGATIVE = Set.of("_total", "_sum", "_count", "_bucket", "_gcount");
    private static final Map<MetricMetadata.Type, String> EXEMPLARS = Map.of(MetricMetadata.Type.HISTOGRAM, "_bucket",
            MetricMetadata.Type.GAUGE_HISTOGRAM,
            "_bucket", MetricMetadata.Type.COUNTER, "_total");

    private OpenMetricsValues() {
    }

    static void check(String family, MetricMetadata.Type kind, ExpositionSample sample) {
        String suffix = sample.name().substring(family.length());
        double value = sample.value();
        switch (kind) {
            case STATE_SET -> {
                require(sample.label(family).isPresent(), sample, "a state set's sample has the label " + family);
                require(value == 0 || value == 1, sample, "a state is 0 or 1");
            }
            case INFO -> require(value == 1, sample, "the value of an info is 1");
            case SUMMARY -> {
                if (suffix.isEmpty()) {
                    OptionalDouble quantile = NumberText.parse(sample.label("quantile").orElse(""));
                    require(quantile.isPresent() && quantile.getAsDouble() >= 0 && quantile.getAsDouble() <= 1, sample,
                            "a quantile is a number from 0 to 1");
                    require(!(value < 0), sample, "the value of a quantile is not negative");
                }
            }
            case HISTOGRAM, GAUGE_HISTOGRAM -> {
                if (suffix.equals("_bucket")) {
                    OptionalDouble le = NumberText.parse(sample.label("le").orElse(""));
                    require(le.isPresent() && !Double.isNaN(le.getAsDouble()), sample,
                            "a bucket has a number as its label le");
                }
            }
            case COUNTER, GAUGE, UNKNOWN -> {
            }
        }
        if (kind != MetricMetadata.Type.GAUGE && kind != MetricMetadata.Type.UNKNOWN) {
            require(!NEVER_NAN.contains(suffix) || !Double.isNaN(value), sample, "what counts is never NaN");
            require(!NEVER_NEGATIVE.contains(suffix) || !(value < 0), sample, "what counts is never negative");
            require(!Set.of("_bucket", "_count", "_gcount").contains(suffix) || value == Math.rint(value), sample,
                    "a count is a whole number");
        }
        require(sample.exemplar() == null || suffix.equals(EXEMPLARS.get(kind)), sample,
                "only buckets and totals of counters have exemplars");
    }

    private static void require(boolean kept, ExpositionSample sample, String rule) {
        if (!kept) {
            throw OpenMetricsFamilies.refused(sample.line(), rule, sample.name() + " " + sample.value());
        }
    }
}
