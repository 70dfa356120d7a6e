package io.binnacle.telemetry.intake.remotewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.CommitResult.Reason;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Hands one request to the store: the only place that speaks to an {@link Appender}. Everything that is said between two
 * calls of {@link #series} is about that series; what is said about a refused series is counted and dropped. Used by one
 * thread.
 */
final class WriteBatch {

    private static final List<String> HISTOGRAM_ENDINGS = List.of("_bucket", "_count", "_sum");
    private static final List<String> SUMMARY_ENDINGS = List.of("_count", "_sum");

    private final Appender appender;
    private final Map<String, Integer> refused = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();
    private int series;
    /** Why the series is refused; null when it is not. */
    private @Nullable String fault;

    WriteBatch(Appender appender) {
        this.appender = appender;
    }

    /** Goes on to the series whose labels, as {@link SeriesLabels} has them, lie there. */
    void series(byte[] bytes, int offset, int length) {
        try {
            series = appender.series(bytes, offset, length);
            fault = null;
        } catch (InvalidInput e) {
            refuseSeries("with invalid labels", () -> String.valueOf(e.getMessage()));
        }
    }

    /** Goes on to a series that cannot be taken. */
    void refuseSeries(String reason, Supplier<String> example) {
        fault = reason;
        example(example);
    }

    /** @param startMillis when the counting began that the sample is a part of; 0 for unknown */
    void sample(long epochMillis, double value, long startMillis) {
        if (fault != null) {
            refuse(fault);
            return;
        }
        appender.append(series, epochMillis, value);
        start(epochMillis, startMillis);
    }

    /** @param startMillis when its counts began, if it does not say so itself; 0 for unknown */
    void histogram(HistogramMessage message, long startMillis) {
        if (fault != null) {
            refuse(fault);
            return;
        }
        String broken = message.fault();
        NativeHistogram.Builder histogram = broken == null ? message.toHistogram() : null;
        String reason = histogram == null ? broken : histogram.fault();
        if (histogram == null || reason != null) {
            refuse("invalid native histograms");
            example(() -> "a native histogram @" + message.timestampMillis() + ": " + reason);
            return;
        }
        appender.append(series, message.timestampMillis(), histogram.build());
        start(message.timestampMillis(), message.startMillis() == 0 ? startMillis : message.startMillis());
    }

    private void start(long epochMillis, long startMillis) {
        if (startMillis != 0) {
            appender.startTime(series, epochMillis, startMillis);
        }
    }

    void exemplar(SeriesLabels labels, long epochMillis, double value) {
        if (fault != null) {
            refuse(fault);
            return;
        }
        String broken = labels.writeAny();
        try {
            if (broken != null) {
                throw new InvalidInput("exemplar", "labels of its own", broken);
            }
            appender.exemplar(series, LabelBytes.read(labels.bytes(), 0, labels.size()), epochMillis, value);
        } catch (InvalidInput e) {
            refuse("exemplars with invalid labels");
            example(() -> String.valueOf(e.getMessage()));
        }
    }

    /**
     * What is said about the metric of that name, which may be one of the parts of a family.
     *
     * @param typeCode as both messages number it
     */
    void metadata(String metric, long typeCode, String unit, String help) {
        MetricMetadata.Type type = MetricMetadata.Type.of(typeCode);
        try {
            appender.metadata(family(metric, type), new MetricMetadata(type, unit, help));
        } catch (InvalidInput e) {
            // It belongs to no sample, and what a metric means is no reason to refuse a request.
            example(() -> String.valueOf(e.getMessage()));
        }
    }

    /** Classic histograms and summaries are several series a family, each with an ending of its own. */
    private static String family(String metric, MetricMetadata.Type type) {
        List<String> endings = switch (type) {
            case HISTOGRAM, GAUGE_HISTOGRAM -> HISTOGRAM_ENDINGS;
            case SUMMARY -> SUMMARY_ENDINGS;
            default -> List.of();
        };
        for (String ending : endings) {
            if (metric.length() > ending.length() && metric.endsWith(ending)) {
                return metric.substring(0, metric.length() - ending.length());
            }
        }
        return metric;
    }

    private void refuse(String reason) {
        refused.merge(reason, 1, Integer::sum);
    }

    private void example(Supplier<String> example) {
        if (examples.size() < CommitResult.EXAMPLES_MAX) {
            examples.add(example.get());
        }
    }

    /** Stores what was taken. */
    WriteResult commit() {
        CommitResult result = appender.commit();
        result.rejectedBy().forEach((reason, count) -> {
            // Nothing of what was to be written; the store's own metrics count it.
            if (reason != Reason.METADATA_LIMIT) {
                refused.merge(reason.name().toLowerCase(Locale.ROOT).replace('_', ' '), count, Integer::sum);
            }
        });
        for (CommitResult.Rejection rejection : result.examples()) {
            example(() -> rejection.series() + " " + rejection.value() + " @" + rejection.epochMillis() + ": "
                    + rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return new WriteResult(result.samples().held(), result.histograms().held(), result.exemplars().held(), refused,
                examples);
    }

    /** Forgets everything. */
    void rollback() {
        appender.rollback();
    }
}
