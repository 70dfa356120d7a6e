package io.binnacle.telemetry.intake.otlp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;

/** A point of any kind, as far as its message fills it. Belongs to one thread. */
final class DataPoint {

    final Map<String, String> attributes = new LinkedHashMap<>();
    final List<PointExemplar> exemplars = new ArrayList<>();
    long startNanos;
    long timeNanos;
    boolean noValue;
    double value;
    double count;
    boolean hasSum;
    double sum;
    double[] bounds = {};
    /** Of each bucket by itself, one more than there are bounds. */
    long[] bucketCounts = {};
    ExponentialBuckets buckets = new ExponentialBuckets();
    List<double[]> quantiles = new ArrayList<>();

    /** One that was observed. */
    record PointExemplar(Labels labels, double value, long epochMillis) {}

    long epochMillis() {
        return timeNanos / 1_000_000;
    }

    /** 0 for unknown. */
    long startMillis() {
        return startNanos / 1_000_000;
    }
}
