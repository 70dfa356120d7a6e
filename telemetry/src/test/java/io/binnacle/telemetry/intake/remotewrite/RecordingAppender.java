package io.binnacle.telemetry.intake.remotewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.histogram.NativeHistogram;

/** Keeps what it is given, for a look at it; takes everything. */
final class RecordingAppender implements Appender {

    /** One sample that was appended. */
    record Taken(Labels series, long epochMillis, long valueBits) {

        static Taken of(long epochMillis, double value, String... labels) {
            return new Taken(Labels.of(labels), epochMillis, Double.doubleToRawLongBits(value));
        }
    }

    private final List<Labels> series = new ArrayList<>();
    private final List<Taken> batch = new ArrayList<>();
    private final List<String> beside = new ArrayList<>();
    private int histograms;
    private int exemplars;

    @Override
    public int series(byte[] bytes, int offset, int length) {
        return series(LabelBytes.read(bytes, offset, length));
    }

    @Override
    public int series(Labels labels) {
        series.add(labels);
        return series.size() - 1;
    }

    @Override
    public void append(int number, long epochMillis, double value) {
        batch.add(new Taken(series.get(number), epochMillis, Double.doubleToRawLongBits(value)));
    }

    @Override
    public void append(int number, long epochMillis, NativeHistogram histogram) {
        beside.add(series.get(number) + " " + histogram + " @" + epochMillis);
        histograms++;
    }

    @Override
    public void exemplar(int number, Labels labels, long epochMillis, double value) {
        beside.add(series.get(number) + " exemplar " + labels + " " + value + " @" + epochMillis);
        exemplars++;
    }

    @Override
    public void startTime(int number, long epochMillis, long startMillis) {
        beside.add(series.get(number) + " @" + epochMillis + " since " + startMillis);
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        beside.add(family + " " + metadata.type() + " " + metadata.unit() + " " + metadata.help());
    }

    @Override
    public CommitResult commit() {
        return new CommitResult(new CommitResult.Taken(batch.size(), 0), new CommitResult.Taken(histograms, 0),
                new CommitResult.Taken(exemplars, 0),
                Map.of(), List.of());
    }

    @Override
    public void rollback() {
        batch.clear();
        beside.clear();
        histograms = 0;
        exemplars = 0;
        series.clear();
    }

    /** What was said beside floats, in words. */
    List<String> beside() {
        return beside;
    }

    List<Taken> taken() {
        return batch;
    }
}
