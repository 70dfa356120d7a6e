package io.binnacle.telemetry.intake.otlp;

import io.binnacle.timeseries.MetricMetadata;

/** What a message says of a metric besides its points. */
record OtlpMetric(String name, String description, String unit, Kind kind, Temporality temporality,
        boolean monotonic) {

    /** Which points it has. */
    enum Kind {
        GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY
    }

    /** What the points of a sum count: since the start of the counting, or since the point before. */
    enum Temporality {
        UNSPECIFIED, DELTA, CUMULATIVE;

        static Temporality of(long code) {
            return code == 1 ? DELTA : code == 2 ? CUMULATIVE : UNSPECIFIED;
        }
    }

    boolean isCounter() {
        return kind == Kind.SUM && monotonic;
    }

    MetricMetadata.Type type() {
        return switch (kind) {
            case GAUGE -> MetricMetadata.Type.GAUGE;
            case SUM -> monotonic ? MetricMetadata.Type.COUNTER : MetricMetadata.Type.GAUGE;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> MetricMetadata.Type.HISTOGRAM;
            case SUMMARY -> MetricMetadata.Type.SUMMARY;
        };
    }
}
