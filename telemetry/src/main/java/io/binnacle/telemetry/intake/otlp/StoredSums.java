package io.binnacle.telemetry.intake.otlp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Finds in the store what was added up of a series: its last sample says it, to the last bit, whatever became of the process
 * that wrote it. Used by any number of threads.
 */
final class StoredSums {

    /** What was silent for longer begins anew: looking further back would read days for each new series. */
    static final Duration LOOK_BACK = Duration.ofDays(1);
    private static final String BOUND = "le";
    private static final int READ_SAMPLES = 512;

    private final TimeSeriesStore store;
    private final Duration lookBack;

    /** The last sample of a series that is no end. */
    private record Last(long epochMillis, double value, Series series) {}

    /** @param lookBack how far from the point that is to be added */
    StoredSums(TimeSeriesStore store, Duration lookBack) {
        this.store = store;
        this.lookBack = lookBack;
    }

    /**
     * The sum so far, as a point of that kind; null when there is none, or none that is whole.
     *
     * @param series by the metric's name
     * @param point that is to be added
     */
    @Nullable
    DataPoint find(OtlpMetric.Kind kind, Labels series, DataPoint point) {
        try (Querier querier = store.querier(point.epochMillis() - lookBack.toMillis(), Long.MAX_VALUE)) {
            return switch (kind) {
                case SUM -> number(querier, series);
                case HISTOGRAM -> {
                    DataPoint classic = classic(querier, series);
                    yield classic == null ? nativeOne(querier, series) : classic;
                }
                case EXPONENTIAL_HISTOGRAM -> nativeOne(querier, series);
                case GAUGE, SUMMARY -> null;
            };
        } catch (Corrupt e) {
            // What cannot be read is as good as gone: the series begins anew.
            return null;
        }
    }

    /** Those that have these labels, or these and a bound. */
    private static List<Series> select(Querier querier, Labels labels, boolean bounded) {
        List<Matcher> matchers = new ArrayList<>();
        for (Label label : labels) {
            matchers.add(Matcher.equal(label.name(), label.value()));
        }
        return querier.select(matchers).stream()
                .filter(one -> (bounded ? one.labels().toBuilder().set(BOUND, "").build() : one.labels())
                        .equals(labels))
                .toList();
    }

    private static @Nullable Last last(Series series) {
        SampleCursor cursor = series.samples();
        long[] times = new long[READ_SAMPLES];
        double[] values = new double[READ_SAMPLES];
        Last last = null;
        for (int size = cursor.read(times, values, 0); size > 0; size = cursor.read(times, values, 0)) {
            for (int i = size - 1; i >= 0; i--) {
                if (!Samples.isStale(values[i])) {
                    last = new Last(times[i], values[i], series);
                    break;
                }
            }
        }
        return last;
    }

    private static @Nullable Last last(Querier querier, Labels labels) {
        List<Series> found = select(querier, labels, false);
        return found.isEmpty() ? null : last(found.getFirst());
    }

    private static DataPoint begun(long epochMillis, Series series) {
        DataPoint point = new DataPoint();
        // The store knows milliseconds: what comes within the same one is not behind it.
        point.timeNanos = (epochMillis + 1) * 1_000_000 - 1;
        point.startNanos = StartTime.find(series.startTimes(epochMillis, epochMillis), epochMillis).orElse(0)
                * 1_000_000;
        return point;
    }

    private static @Nullable DataPoint number(Querier querier, Labels series) {
        Last last = last(querier, series);
        if (last == null) {
            return null;
        }
        DataPoint point = begun(last.epochMillis(), last.series());
        point.value = last.value();
        return point;
    }

    private static Labels suffixed(Labels series, String suffix) {
        return series.toBuilder().set(Label.METRIC_NAME, series.get(Label.METRIC_NAME) + suffix).build();
    }

    private static @Nullable DataPoint classic(Querier querier, Labels series) {
        Last count = last(querier, suffixed(series, "_count"));
        if (count == null) {
            return null;
        }
        DataPoint point = begun(count.epochMillis(), count.series());
        point.count = count.value();
        Last sum = last(querier, suffixed(series, "_sum"));
        point.sum = sum == null || sum.epochMillis() != count.epochMillis() ? 0 : sum.value();
        TreeMap<Double, Double> cumulative = new TreeMap<>();
        for (Series bucket : select(querier, suffixed(series, "_bucket"), true)) {
            Last last = last(bucket);
            // A bound that is no longer written is of another time.
            if (last != null && last.epochMillis() == count.epochMillis()) {
                cumulative.put(Double.parseDouble(bucket.labels().get(BOUND).replace("Inf", "Infinity")),
                        last.value());
            }
        }
        cumulative.remove(Double.POSITIVE_INFINITY);
        point.bounds = cumulative.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        point.bucketCounts = new long[point.bounds.length + 1];
        double before = 0;
        int i = 0;
        for (double here : cumulative.values()) {
            point.bucketCounts[i++] = (long) (here - before);
            before = here;
        }
        point.bucketCounts[i] = (long) (point.count - before);
        return point;
    }

    private static @Nullable DataPoint nativeOne(Querier querier, Labels labels) {
        List<Series> found = select(querier, labels, false);
        List<HistogramSample> samples = found.isEmpty() ? List.of() : found.getFirst().histograms();
        for (HistogramSample sample : samples.reversed()) {
            NativeHistogram histogram = sample.histogram();
            if (!histogram.isStale()) {
                DataPoint point = begun(sample.epochMillis(), found.getFirst());
                point.count = histogram.count();
                point.sum = histogram.sum();
                if (histogram.schema() == NativeHistogram.CUSTOM_BOUNDS) {
                    point.bounds = histogram.customBounds();
                    point.bucketCounts = new long[point.bounds.length + 1];
                    ExponentialBuckets.counts(histogram, histogram.positive())
                            .forEach((index, counted) -> point.bucketCounts[index] = counted);
                } else {
                    point.buckets = ExponentialBuckets.of(histogram);
                }
                return point;
            }
        }
        return null;
    }
}
