package io.binnacle.telemetry.scrape.series;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.telemetry.intake.exposition.ExpositionLines;
import io.binnacle.telemetry.intake.exposition.ExpositionSample;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.timeseries.histogram.FloatText;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Reads the protobuf exposition, messages {@code io.prometheus.client.MetricFamily} one behind the other, each behind its
 * length. What names a series, or says something of a family, is handed on as OpenMetrics would write it, so that it is known
 * by its bytes the next time. Used by one thread for one body.
 *
 * <pre>
 *   MetricFamily  1 name   2 help   3 type   4 repeated Metric   5 unit
 *   Metric        1 repeated LabelPair   2 Gauge   3 Counter   4 Summary   5 Untyped   6 timestamp_ms   7 Histogram
 *   Gauge, Untyped 1 value      Counter  1 value   2 Exemplar   3 created
 *   Summary       1 count   2 sum   3 repeated Quantile   4 created      Quantile  1 quantile   2 value
 * </pre>
 */
final class ProtobufBody {

    private static final List<String> TYPES = List.of("counter", "gauge", "summary", "unknown", "histogram",
            "gaugehistogram");
    private static final int HISTOGRAM = 4;
    private static final int GAUGE_HISTOGRAM = 5;

    private final BodyReader into;
    private final ScrapeJob.Treatment treatment;
    private final ProtobufReader reader = new ProtobufReader();
    private final SeriesLine line = new SeriesLine();
    private final ProtobufHistogram histogram = new ProtobufHistogram(reader);
    private int families;
    private String family = "";
    private int type;
    private long timestampMillis;

    ProtobufBody(BodyReader into, ScrapeJob.Treatment treatment) {
        this.into = into;
        this.treatment = treatment;
    }

    /** @throws InvalidInput it is no such body */
    void read(byte[] body, int size) {
        reader.over(body, 0, size);
        while (reader.more()) {
            families++;
            int outer = reader.enterDelimited();
            int from = reader.position();
            head();
            reader.position(from);
            while (reader.more()) {
                int tag = reader.tag();
                if (tag >>> 3 == 4) {
                    metric(tag);
                } else {
                    reader.skip(tag);
                }
            }
            reader.leave(outer);
        }
    }

    /** What is said of the family; before its metrics, wherever it stands. */
    private void head() {
        family = "";
        type = 0;
        String help = null;
        String unit = "";
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> family = reader.text(tag);
                case 2 -> help = reader.text(tag);
                case 3 -> type = (int) reader.varint(tag);
                case 5 -> unit = reader.text(tag);
                default -> reader.skip(tag);
            }
        }
        if (family.isEmpty()) {
            throw new ScrapeFailure("the metric family " + families + " has no name");
        }
        String word = type >= 0 && type < TYPES.size() ? TYPES.get(type) : "unknown";
        comment("TYPE", word);
        if (help != null) {
            comment("HELP", SeriesLine.escaped(help, false));
        }
        if (!unit.isEmpty()) {
            comment("UNIT", unit);
        }
    }

    private void comment(String keyword, String text) {
        byte[] bytes = ("# " + keyword + " " + SeriesLine.name(family) + " " + text)
                .getBytes(StandardCharsets.UTF_8);
        into.comment(bytes, 0, bytes.length, families);
    }

    private void metric(int metricTag) {
        int outer = reader.enter(metricTag);
        int from = reader.position();
        List<Label> labels = new ArrayList<>();
        timestampMillis = ExpositionLines.NO_TIMESTAMP;
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> labels.add(ProtobufHistogram.label(reader, tag));
                case 6 -> timestampMillis = reader.varint(tag);
                default -> reader.skip(tag);
            }
        }
        line.labels(labels);
        reader.position(from);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 2, 5 -> simple(tag);
                case 3 -> counter(tag);
                case 4 -> summary(tag);
                case 7 -> histogram(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
    }

    private void sample(String suffix, String bound, double boundValue, double value) {
        line.write(family + suffix, bound, bound.isEmpty() ? "" : FloatText.openMetrics(boundValue));
        into.series(line.bytes(), 0, line.size(), families);
        into.sample(value, timestampMillis);
    }

    private void simple(int messageTag) {
        double value = 0;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag >>> 3 == 1) {
                value = reader.float64(tag);
            } else {
                reader.skip(tag);
            }
        }
        reader.leave(outer);
        sample("", "", 0, value);
    }

    private void counter(int messageTag) {
        double value = 0;
        long startMillis = 0;
        ExpositionSample.@Nullable Exemplar exemplar = null;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> value = reader.float64(tag);
                case 2 -> exemplar = ProtobufHistogram.exemplar(reader, tag);
                case 3 -> startMillis = ProtobufHistogram.timestampMillis(reader, tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        sample("", "", 0, value);
        started(startMillis);
        if (exemplar != null) {
            into.exemplar(exemplar);
        }
    }

    private void started(long startMillis) {
        if (startMillis != 0) {
            into.start(startMillis);
        }
    }

    private void summary(int messageTag) {
        long count = 0;
        double sum = 0;
        long startMillis = 0;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> count = reader.varint(tag);
                case 2 -> sum = reader.float64(tag);
                case 3 -> quantile(tag);
                case 4 -> startMillis = ProtobufHistogram.timestampMillis(reader, tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        sample("_count", "", 0, ProtobufHistogram.unsigned(count));
        started(startMillis);
        sample("_sum", "", 0, sum);
        started(startMillis);
    }

    private void quantile(int messageTag) {
        double quantile = 0;
        double value = 0;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> quantile = reader.float64(tag);
                case 2 -> value = reader.float64(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        sample("", "quantile", quantile, value);
    }

    private void write(NativeHistogram made, List<ExpositionSample.Exemplar> exemplars) {
        line.write(family, "", "");
        into.series(line.bytes(), 0, line.size(), families);
        into.histogram(made, timestampMillis);
        started(histogram.startMillis());
        exemplars.forEach(into::exemplar);
    }

    private @Nullable NativeHistogram converted() {
        ClassicHistogram classic = new ClassicHistogram();
        histogram.buckets().forEach(bucket -> classic.bucket(bucket.upperBound(), bucket.count()));
        classic.count(histogram.count());
        classic.sum(histogram.sum());
        return classic.toNative();
    }

    private void histogram(int messageTag) {
        histogram.read(messageTag, type == GAUGE_HISTOGRAM);
        NativeHistogram made = null;
        if (treatment.nativeHistograms() && histogram.isNative()) {
            made = histogram.toNative();
            write(made, histogram.exemplars());
        } else if (treatment.customBuckets() && type == HISTOGRAM) {
            made = converted();
            if (made != null) {
                write(made, histogram.buckets().stream().map(ProtobufHistogram.Bucket::exemplar)
                        .filter(Objects::nonNull).toList());
            } else if (!treatment.classicHistograms()) {
                return;
            }
        }
        if (made != null && (!treatment.classicHistograms() || histogram.buckets().isEmpty())) {
            return;
        }
        boolean infinite = false;
        for (ProtobufHistogram.Bucket bucket : histogram.buckets()) {
            sample("_bucket", "le", bucket.upperBound(), bucket.count());
            started(histogram.startMillis());
            if (bucket.exemplar() != null) {
                into.exemplar(bucket.exemplar());
            }
            infinite |= bucket.upperBound() == Double.POSITIVE_INFINITY;
        }
        if (!infinite) {
            sample("_bucket", "le", Double.POSITIVE_INFINITY, histogram.count());
            started(histogram.startMillis());
        }
        sample("_count", "", 0, histogram.count());
        started(histogram.startMillis());
        sample("_sum", "", 0, histogram.sum());
        started(histogram.startMillis());
    }
}
