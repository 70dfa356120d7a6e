package io.binnacle.telemetry.remotestore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.history.ChunkedAnswer;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * What a question brings together, from the other server and from here: the samples of a range, by series. Samples of a series
 * mostly come in the order of time; of two of one time the one that prevails stays. Belongs to one thread.
 */
final class FetchedSamples implements ChunkedAnswer.Reader {

    private final String ownLabel;
    private final TimeRange range;
    private final RemoteStoreSettings.Bounds bounds;
    /** In order, so that the same question has its answer in the same. */
    private final Map<Labels, Fetched> bySeries = new TreeMap<>(Labels.ORDER);
    private final SampleColumns one = new SampleColumns(1);
    private Fetched current = new Fetched();
    private int count;

    /** Of one series. */
    private static final class Fetched {

        final SampleColumns floats = new SampleColumns(16);
        /** By time, when there are any. */
        final TreeMap<Long, NativeHistogram> histograms = new TreeMap<>();
    }

    /** @param settings whose own label is taken off, and whose bounds hold */
    FetchedSamples(RemoteStoreSettings settings, TimeRange range) {
        this.ownLabel = settings.own().name();
        this.bounds = settings.bounds();
        this.range = range;
    }

    @Override
    public void series(Labels labels) {
        current = bySeries.computeIfAbsent(labels.without(ownLabel), key -> new Fetched());
        if (bySeries.size() > bounds.seriesMax()) {
            throw new Overloaded("more than " + bounds.seriesMax() + " series match", Duration.ZERO);
        }
    }

    @Override
    public void sample(long millis, double value) {
        if (!takes(millis)) {
            return;
        }
        SampleColumns floats = current.floats;
        int last = floats.count() - 1;
        if (last < 0 || floats.times()[last] < millis) {
            floats.append(millis, value);
        } else if (floats.times()[last] > millis) {
            one.clear();
            one.append(millis, value);
            floats.merge(0, one);
        } else if (Samples.prevails(value, floats.values()[last])) {
            // Servers that keep what several senders sent have each sample twice.
            floats.values()[last] = value;
        }
    }

    @Override
    public void sample(long millis, NativeHistogram histogram) {
        if (takes(millis)) {
            current.histograms.putIfAbsent(millis, histogram);
        }
    }

    /** Samples of the current series that are here, in order of time. */
    void add(SampleColumns near, List<HistogramSample> histograms) {
        for (int i = 0; i < near.count(); i++) {
            takes(near.times()[i]);
        }
        current.floats.merge(0, near);
        for (HistogramSample histogram : histograms) {
            takes(histogram.epochMillis());
            current.histograms.put(histogram.epochMillis(), histogram.histogram());
        }
    }

    /** Whether it lies in the range; then it has been counted. */
    private boolean takes(long millis) {
        if (millis < range.minMillis() || millis > range.maxMillis()) {
            return false;
        }
        count++;
        if (count > bounds.samplesMax()) {
            throw new Overloaded("more than " + bounds.samplesMax() + " samples match", Duration.ZERO);
        }
        return true;
    }

    /** A part that is missing would go unnoticed. */
    @Override
    public void fault(String what) {
        throw new Unavailable("the answer is damaged: " + what);
    }

    /** The series that have samples, in order. */
    List<FetchedSeries> series() {
        List<FetchedSeries> found = new ArrayList<>();
        bySeries.forEach((labels, fetched) -> {
            if (fetched.floats.count() > 0 || !fetched.histograms.isEmpty()) {
                List<HistogramSample> histograms = new ArrayList<>();
                fetched.histograms.forEach((millis, one) -> histograms.add(new HistogramSample(millis, one)));
                found.add(new FetchedSeries(labels, fetched.floats, List.copyOf(histograms)));
            }
        });
        return found;
    }
}
