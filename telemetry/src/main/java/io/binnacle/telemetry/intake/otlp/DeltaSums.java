package io.binnacle.telemetry.intake.otlp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what senders count from one message to the next, series by series, so that what is stored counts from a beginning on.
 * Bounded: when it is full, the series that was silent for longest goes. What is not known here, after a start or for that reason, is
 * in the store: its last sample is the sum so far. Used by any number of threads.
 */
final class DeltaSums {

    private final int seriesMax;
    private final StoredSums stored;
    private final Map<Labels, DataPoint> sums;
    private final Counter forgotten;

    DeltaSums(int seriesMax, StoredSums stored, MeterRegistry meters) {
        this.seriesMax = seriesMax;
        this.stored = stored;
        this.forgotten = meters.counter("binnacle.otlp.delta.forgotten");
        this.sums = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Labels, DataPoint> eldest) {
                boolean full = size() > DeltaSums.this.seriesMax;
                if (full) {
                    forgotten.increment();
                }
                return full;
            }
        };
        Gauge.builder("binnacle.otlp.delta.series", this, DeltaSums::size).register(meters);
        Gauge.builder("binnacle.otlp.delta.series.max", () -> seriesMax).register(meters);
    }

    private synchronized double size() {
        return sums.size();
    }

    /** What one request adds; it counts when the request is stored. Belongs to one thread. */
    final class Batch {

        private final Map<Labels, DataPoint> added = new HashMap<>();

        /**
         * Makes the point one that counts from a beginning.
         *
         * @param series that the point is of, by the metric's name
         * @return whether the point comes behind the one before; otherwise it is left as it is, and must not be stored
         */
        boolean add(OtlpMetric.Kind kind, Labels series, DataPoint point) {
            DataPoint before = added.containsKey(series) ? added.get(series) : find(series);
            if (before == null) {
                before = stored.find(kind, series, point);
            }
            if (before != null && point.timeNanos <= before.timeNanos) {
                return false;
            }
            boolean goesOn = before != null && Arrays.equals(before.bounds, point.bounds)
                    && before.bucketCounts.length == point.bucketCounts.length;
            if (goesOn && before != null) {
                join(before, point);
            }
            added.put(series, copy(point));
            return true;
        }

        void keep() {
            putAll(added);
        }
    }

    Batch begin() {
        return new Batch();
    }

    private synchronized @Nullable DataPoint find(Labels series) {
        return sums.get(series);
    }

    private synchronized void putAll(Map<Labels, DataPoint> added) {
        sums.putAll(added);
    }

    private static void join(DataPoint before, DataPoint point) {
        point.startNanos = before.startNanos;
        point.value += before.value;
        point.count += before.count;
        point.sum += before.sum;
        for (int i = 0; i < point.bucketCounts.length; i++) {
            point.bucketCounts[i] += before.bucketCounts[i];
        }
        ExponentialBuckets joined = new ExponentialBuckets();
        joined.scale(Integer.MAX_VALUE);
        joined.add(before.buckets);
        joined.add(point.buckets);
        point.buckets = joined;
    }

    /** What is to be known of it the next time. */
    private static DataPoint copy(DataPoint point) {
        DataPoint kept = new DataPoint();
        kept.startNanos = point.startNanos;
        kept.timeNanos = point.timeNanos;
        kept.value = point.value;
        kept.count = point.count;
        kept.sum = point.sum;
        kept.bounds = point.bounds;
        kept.bucketCounts = point.bucketCounts.clone();
        kept.buckets = point.buckets;
        return kept;
    }
}
