package io.binnacle.timeseries.promql;

import java.util.Arrays;
import java.util.List;

import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Samples of one series after another, in arrays that are used again: numbers, and histograms apart from them. */
final class SampleBuffer {

    private static final long[] NO_TIMES = {};
    private static final FloatHistogram[] NO_HISTOGRAMS = {};

    private long[] times = new long[256];
    private double[] values = new double[256];
    private int size;
    private long[] histogramTimes = NO_TIMES;
    private @Nullable FloatHistogram[] histograms = NO_HISTOGRAMS;
    private int histogramSize;
    private long[] starts = NO_TIMES;
    private long[] histogramStarts = NO_TIMES;

    long[] times() {
        return times;
    }

    double[] values() {
        return values;
    }

    /** How many numbers there are. */
    int size() {
        return size;
    }

    long[] histogramTimes() {
        return histogramTimes;
    }

    /** Null stands for a stale marker, until {@link #dropAbsent()}. */
    @Nullable
    FloatHistogram[] histograms() {
        return histograms;
    }

    int histogramSize() {
        return histogramSize;
    }

    boolean isEmpty() {
        return size == 0 && histogramSize == 0;
    }

    /** Holds the samples of that range instead of what it held; stale markers too. */
    void load(Series series, long minMillis, long maxMillis, QueryContext context) {
        loadNumbers(series, minMillis, maxMillis, context);
        // What came before the range tells whether its first histogram goes on.
        List<HistogramSample> samples = series.histograms(minMillis - context.limits().lookback().toMillis(),
                maxMillis);
        if (!samples.isEmpty()) {
            loadHistograms(samples, minMillis);
            long weight = 0;
            for (int i = 0; i < histogramSize; i++) {
                FloatHistogram histogram = histograms[i];
                weight += histogram == null ? 1 : histogram.weight();
            }
            context.read(histogramSize);
            context.requireRoom(size + weight);
        }
    }

    private void loadHistograms(List<HistogramSample> samples, long minMillis) {
        reserveHistograms(samples.size());
        int number = 0;
        int numbersBefore = 0;
        FloatHistogram previous = null;
        for (HistogramSample sample : samples) {
            while (number < size && times[number] < sample.epochMillis()) {
                number++;
            }
            if (number < size && times[number] == sample.epochMillis()) {
                continue; // the number counts
            }
            FloatHistogram histogram = sample.histogram().isStale() ? null : FloatHistogram.of(sample.histogram());
            if (histogram != null) {
                histogram = histogram.hintedAfter(number == numbersBefore ? previous : null);
            }
            if (sample.epochMillis() >= minMillis) {
                histogramTimes[histogramSize] = sample.epochMillis();
                histograms[histogramSize++] = histogram;
            }
            previous = histogram;
            numbersBefore = number;
        }
    }

    /** As {@link #load}, of a series that has no histograms. */
    void loadNumbers(Series series, long minMillis, long maxMillis, QueryContext context) {
        context.checkpoint();
        SampleCursor cursor = series.samples(minMillis, maxMillis);
        forget();
        while (true) {
            if (size == times.length) {
                context.requireRoom(size * 2L);
                grow(size * 2);
            }
            int read = cursor.read(times, values, size);
            if (read == 0) {
                break;
            }
            size += read;
        }
        context.read(size);
        context.requireRoom(size);
    }

    private void forget() {
        size = 0;
        histogramSize = 0;
        starts = NO_TIMES;
        histogramStarts = NO_TIMES;
    }

    /** Looks up when the counting began of what it holds, of that series; to be called last. */
    void loadStartTimes(Series series) {
        if (size > 0) {
            starts = StartTimes.of(times, size, series.startTimes(times[0], times[size - 1]));
        }
        if (histogramSize > 0) {
            histogramStarts = StartTimes.of(histogramTimes, histogramSize,
                    series.startTimes(histogramTimes[0], histogramTimes[histogramSize - 1]));
        }
    }

    /** Whether senders say that the counting began anew between that number and the one before. */
    boolean isAnew(int index) {
        return StartTimes.isAnew(starts, times, index);
    }

    /** As {@link #isAnew}, of histograms. */
    boolean isHistogramAnew(int index) {
        return StartTimes.isAnew(histogramStarts, histogramTimes, index);
    }

    /** Holds the values of a column, at the times of its grid. */
    void load(Column column, Grid grid) {
        if (times.length < grid.size()) {
            grow(grid.size());
        }
        forget();
        if (column.hasHistograms()) {
            reserveHistograms(grid.size());
        }
        for (int i = 0; i < grid.size(); i++) {
            FloatHistogram histogram = column.histogram(i);
            if (column.hasNumber(i)) {
                times[size] = grid.time(i);
                values[size] = column.values()[i];
                size++;
            } else if (histogram != null) {
                histogramTimes[histogramSize] = grid.time(i);
                histograms[histogramSize++] = histogram;
            }
        }
    }

    void append(long millis, double value) {
        if (size == times.length) {
            grow(size * 2);
        }
        times[size] = millis;
        values[size++] = value;
    }

    /** Forgets stale markers. */
    void dropAbsent() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!Column.isAbsent(values[i])) {
                times[kept] = times[i];
                values[kept] = values[i];
                kept++;
            }
        }
        size = kept;
        kept = 0;
        for (int i = 0; i < histogramSize; i++) {
            FloatHistogram histogram = histograms[i];
            if (histogram != null) {
                histogramTimes[kept] = histogramTimes[i];
                histograms[kept++] = histogram;
            }
        }
        histogramSize = kept;
    }

    private void grow(int capacity) {
        times = Arrays.copyOf(times, capacity);
        values = Arrays.copyOf(values, capacity);
    }

    private void reserveHistograms(int capacity) {
        if (histograms.length < capacity) {
            histogramTimes = new long[capacity];
            histograms = new FloatHistogram[capacity];
        }
    }
}
