package io.binnacle.telemetry.intake.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.otlp.OtlpMetric.Temporality;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.FloatText;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** Hands the points of one request to the store as samples. Belongs to one thread. */
final class PointWriter {

    private final OtlpSettings settings;
    private final Appender appender;
    private final DeltaSums.Batch sums;
    /** Of metrics, why some of their points are refused. */
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private int rejected;
    private OtlpMetric metric = new OtlpMetric("", "", "", OtlpMetric.Kind.GAUGE, Temporality.UNSPECIFIED, false);
    private ResourceLabels resource = new ResourceLabels(OtlpSettings.STANDARD, Map.of());
    private String name = "";
    private long newestMillis;

    PointWriter(OtlpSettings settings, Appender appender, DeltaSums sums) {
        this.settings = settings;
        this.appender = appender;
        this.sums = sums.begin();
    }

    void beginResource() {
        newestMillis = 0;
    }

    void endResource(ResourceLabels labels) {
        Labels target = newestMillis == 0 ? Labels.empty() : labels.ofTarget();
        if (!target.isEmpty()) {
            append(target, newestMillis, 1);
        }
    }

    void beginMetric(OtlpMetric next, ResourceLabels labels) {
        metric = next;
        resource = labels;
        name = labels.names().metric(next);
        if (!name.isEmpty()) {
            try {
                appender.metadata(name, new MetricMetadata(next.type(), NameTranslation.unit(next.unit()),
                        next.description()));
            } catch (InvalidInput e) {
                // What a metric means is no reason to refuse its points.
            }
        }
    }

    void point(DataPoint point) {
        String fault = fault(point);
        if (fault != null) {
            reject(fault);
            return;
        }
        Map<String, String> labels = resource.of(point.attributes);
        boolean adds = metric.kind() != OtlpMetric.Kind.GAUGE && metric.kind() != OtlpMetric.Kind.SUMMARY
                && metric.temporality() == Temporality.DELTA && !point.noValue;
        if (adds && !sums.add(metric.kind(), series(labels, ""), point)) {
            reject("a delta point that is not behind the one before");
            return;
        }
        newestMillis = Math.max(newestMillis, point.epochMillis());
        try {
            write(point, labels);
        } catch (InvalidInput e) {
            reject(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable String fault(DataPoint point) {
        boolean sum = metric.kind() != OtlpMetric.Kind.GAUGE && metric.kind() != OtlpMetric.Kind.SUMMARY;
        if (name.isEmpty()) {
            return "a metric without a name";
        }
        if (sum && metric.temporality() == Temporality.UNSPECIFIED) {
            return "no aggregation temporality";
        }
        if (point.timeNanos <= 0) {
            return "a point without a time";
        }
        if (metric.kind() == OtlpMetric.Kind.EXPONENTIAL_HISTOGRAM && !point.buckets.isPossible()) {
            return "a scale below -4, which native histograms do not have";
        }
        boolean counts = metric.kind() == OtlpMetric.Kind.HISTOGRAM && point.bucketCounts.length > 0;
        return counts && point.bucketCounts.length != point.bounds.length + 1
                ? "as many bounds as fit " + point.bucketCounts.length + " buckets are not there"
                : null;
    }

    private void reject(String reason) {
        rejected++;
        reasons.putIfAbsent(metric.name(), reason);
    }

    private void write(DataPoint point, Map<String, String> labels) {
        switch (metric.kind()) {
            case GAUGE, SUM -> {
                int series = append(series(labels, ""), point, point.value);
                point.exemplars.forEach(exemplar -> exemplar(series, exemplar));
            }
            case HISTOGRAM -> {
                if (settings.customBuckets()) {
                    histogram(point, labels, customBuckets(point));
                } else {
                    classic(point, labels);
                }
            }
            case EXPONENTIAL_HISTOGRAM -> histogram(point, labels, point.buckets.toNative(point.count, point.sum));
            case SUMMARY -> summary(point, labels);
        }
    }

    private Labels series(Map<String, String> labels, String suffix, String... bound) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put(Label.METRIC_NAME, name + suffix);
        if (bound.length == 2) {
            all.put(bound[0], bound[1]);
        }
        all.remove("");
        return Labels.of(all);
    }

    private int append(Labels labels, long epochMillis, double value) {
        int series = appender.series(labels);
        appender.append(series, epochMillis, value);
        return series;
    }

    private int append(Labels labels, DataPoint point, double value) {
        int series = append(labels, point.epochMillis(), point.noValue ? Samples.STALE : value);
        start(series, point);
        return series;
    }

    private void start(int series, DataPoint point) {
        boolean counts = metric.kind() != OtlpMetric.Kind.GAUGE;
        if (counts && point.startNanos > 0 && point.startNanos < point.timeNanos) {
            appender.startTime(series, point.epochMillis(), point.startMillis());
        }
    }

    private void exemplar(int series, DataPoint.PointExemplar exemplar) {
        try {
            appender.exemplar(series, exemplar.labels(), exemplar.epochMillis(), exemplar.value());
        } catch (InvalidInput e) {
            // Its labels are longer than may be; the sample beside it is good.
        }
    }

    private void classic(DataPoint point, Map<String, String> labels) {
        append(series(labels, "_count"), point, point.count);
        if (point.hasSum) {
            append(series(labels, "_sum"), point, point.sum);
        }
        List<DataPoint.PointExemplar> exemplars = new ArrayList<>(point.exemplars);
        double cumulative = 0;
        for (int i = 0; i < point.bounds.length && i < point.bucketCounts.length; i++) {
            double bound = point.bounds[i];
            cumulative += point.bucketCounts[i];
            int bucket = append(series(labels, "_bucket", "le", FloatText.openMetrics(bound)), point, cumulative);
            exemplars.removeIf(exemplar -> {
                boolean here = exemplar.value() <= bound;
                if (here) {
                    exemplar(bucket, exemplar);
                }
                return here;
            });
        }
        int infinite = append(series(labels, "_bucket", "le", "+Inf"), point, point.count);
        exemplars.forEach(exemplar -> exemplar(infinite, exemplar));
    }

    private static NativeHistogram.Builder customBuckets(DataPoint point) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        for (int i = 0; i < point.bucketCounts.length; i++) {
            if (point.bucketCounts[i] != 0) {
                counts.put(i, point.bucketCounts[i]);
            }
        }
        Buckets buckets = ExponentialBuckets.buckets(counts);
        return NativeHistogram.ofIntegers().schema(NativeHistogram.CUSTOM_BOUNDS).count(point.count).sum(point.sum)
                .positive(buckets).customBounds(Arrays.copyOf(point.bounds, point.bounds.length));
    }

    private void histogram(DataPoint point, Map<String, String> labels, NativeHistogram.Builder made) {
        NativeHistogram histogram = point.noValue ? NativeHistogram.stale() : made.build();
        int series = appender.series(series(labels, ""));
        appender.append(series, point.epochMillis(), histogram);
        start(series, point);
        point.exemplars.forEach(exemplar -> exemplar(series, exemplar));
    }

    private void summary(DataPoint point, Map<String, String> labels) {
        append(series(labels, "_count"), point, point.count);
        append(series(labels, "_sum"), point, point.sum);
        for (double[] quantile : point.quantiles) {
            append(series(labels, "", "quantile", FloatText.openMetrics(quantile[0])), point, quantile[1]);
        }
    }

    /** Stores what was taken. */
    OtlpResult commit() {
        CommitResult result = appender.commit();
        sums.keep();
        List<String> told = new ArrayList<>();
        reasons.forEach((of, reason) -> told.add(of + ": " + reason));
        for (CommitResult.Rejection rejection : result.examples()) {
            told.add(rejection.series() + ": "
                    + rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return OtlpResult.of(result.samples().held() + result.histograms().held(), rejected + result.rejected(), told);
    }

    void rollback() {
        appender.rollback();
    }
}
