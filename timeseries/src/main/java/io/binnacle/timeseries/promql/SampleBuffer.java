package io.binnacle.timeseries.promql;

import java.util.List;

import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Samples of one series after another, in arrays that are used again: numbers, and histograms apart from them. */
final class SampleBuffer {

    private static final long[] NO_TIMES = {};
    private static final FloatHistogram[] NO_HISTOGRAMS = {};

    private final boolean tellsResets;
    private final SampleColumns numbers = new SampleColumns();
    private long[] histogramTimes = NO_TIMES;
    private @Nullable FloatHistogram[] histograms = NO_HISTOGRAMS;
    private int histogramSize;
    private long[] starts = NO_TIMES;
    private long[] histogramStarts = NO_TIMES;

    SampleBuffer() {
        this(false);
    }

    /** @param tellsResets whether histograms are to say of themselves that they begin anew: see {@link HistogramStatistics} */
    SampleBuffer(boolean tellsResets) {
        this.tellsResets = tellsResets;
    }

    long[] times() {
        return numbers.times();
    }

    double[] values() {
        return numbers.values();
    }

    /** How many numbers there are. */
    int size() {
        return numbers.count();
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
        return numbers.count() == 0 && histogramSize == 0;
    }

    /** Holds the samples of that range instead of what it held; stale markers too. */
    void load(Series series, long minMillis, long maxMillis, QueryContext context) {
        context.checkpoint();
        long began = context.watch();
        forget();
        context.reader().read(series, minMillis, maxMillis, numbers);
        // What came before the range tells whether its first histogram goes on.
        List<HistogramSample> samples = context.reader().histograms(series,
                minMillis - context.limits().lookback().toMillis(), maxMillis);
        long weight = 0;
        if (!samples.isEmpty()) {
            loadHistograms(samples, minMillis);
            for (int i = 0; i < histogramSize; i++) {
                FloatHistogram histogram = histograms[i];
                weight += histogram == null ? 1 : histogram.weight();
            }
        }
        context.readingTook(began);
        context.read(numbers.count() + histogramSize);
        context.requireRoom(numbers.count() + weight);
        if (!isEmpty()) {
            context.select(1);
        }
    }

    private void loadHistograms(List<HistogramSample> samples, long minMillis) {
        reserveHistograms(samples.size());
        long[] times = numbers.times();
        int size = numbers.count();
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
                FloatHistogram before = number == numbersBefore ? previous : null;
                histogram = tellsResets ? histogram.comparedWith(before) : histogram.hintedAfter(before);
            }
            if (sample.epochMillis() >= minMillis) {
                histogramTimes[histogramSize] = sample.epochMillis();
                histograms[histogramSize++] = histogram;
            }
            previous = histogram;
            numbersBefore = number;
        }
    }

    /** Holds the numbers of a series that another buffer of the same thread holds others of: the series is not counted again. */
    void loadMore(Series series, long minMillis, long maxMillis, QueryContext context) {
        long began = context.watch();
        forget();
        context.reader().read(series, minMillis, maxMillis, numbers);
        context.readingTook(began);
        context.read(numbers.count());
        context.requireRoom(numbers.count());
    }

    private void forget() {
        numbers.clear();
        histogramSize = 0;
        starts = NO_TIMES;
        histogramStarts = NO_TIMES;
    }

    /** Looks up when the counting began of what it holds, of that series; to be called last. */
    void loadStartTimes(Series series, SeriesReader reader) {
        int size = numbers.count();
        if (size > 0) {
            long[] times = numbers.times();
            starts = StartTimes.of(times, size, reader.startTimes(series, times[0], times[size - 1]));
        }
        if (histogramSize > 0) {
            histogramStarts = StartTimes.of(histogramTimes, histogramSize,
                    reader.startTimes(series, histogramTimes[0], histogramTimes[histogramSize - 1]));
        }
    }

    /** Whether senders say that the counting began anew between that number and the one before. */
    boolean isAnew(int index) {
        return StartTimes.isAnew(starts, numbers.times(), index);
    }

    /** As {@link #isAnew}, of histograms. */
    boolean isHistogramAnew(int index) {
        return StartTimes.isAnew(histogramStarts, histogramTimes, index);
    }

    /** See {@link StartTimes#overlap}; of the numbers in that range. */
    boolean startsOverlap(int from, int to) {
        return StartTimes.overlap(starts, numbers.times(), from, to);
    }

    /** As {@link #startsOverlap}, of histograms. */
    boolean histogramStartsOverlap(int from, int to) {
        return StartTimes.overlap(histogramStarts, histogramTimes, from, to);
    }

    /** Since when senders say that it was counted what that number tells, if after that time; else {@code Long.MIN_VALUE}. */
    long startWithin(int index, long open) {
        return StartTimes.isWithin(starts, numbers.times(), index, open) ? starts[index] : Long.MIN_VALUE;
    }

    /** As {@link #startWithin}, of histograms. */
    long histogramStartWithin(int index, long open) {
        return StartTimes.isWithin(histogramStarts, histogramTimes, index, open)
                ? histogramStarts[index]
                : Long.MIN_VALUE;
    }

    /** Holds the values of a column, at the times of its grid. */
    void load(Column column, Grid grid) {
        forget();
        numbers.reserve(grid.size());
        if (column.hasHistograms()) {
            reserveHistograms(grid.size());
        }
        for (int i = 0; i < grid.size(); i++) {
            FloatHistogram histogram = column.histogram(i);
            if (column.hasNumber(i)) {
                numbers.append(grid.time(i), column.values()[i]);
            } else if (histogram != null) {
                histogramTimes[histogramSize] = grid.time(i);
                histograms[histogramSize++] = histogram;
            }
        }
    }

    /** Forgets what histograms tell of the samples before them in their series, which the grid of a subquery passes over. */
    void forgetResets() {
        for (int i = 0; i < histogramSize; i++) {
            FloatHistogram histogram = histograms[i];
            if (histogram != null && histogram.reset() != CounterReset.GAUGE) {
                histograms[i] = histogram.with(CounterReset.UNKNOWN);
            }
        }
    }

    void append(long millis, double value) {
        numbers.append(millis, value);
    }

    /** Forgets stale markers. */
    void dropAbsent() {
        dropAbsentNumbers();
        int kept = 0;
        for (int i = 0; i < histogramSize; i++) {
            FloatHistogram histogram = histograms[i];
            if (histogram != null) {
                histogramTimes[kept] = histogramTimes[i];
                histograms[kept++] = histogram;
            }
        }
        histogramSize = kept;
    }

    private void dropAbsentNumbers() {
        long[] times = numbers.times();
        double[] values = numbers.values();
        int size = numbers.count();
        int kept = 0;
        while (kept < size && !Column.isAbsent(values[kept])) {
            kept++;
        }
        for (int i = kept; i < size; i++) {
            if (!Column.isAbsent(values[i])) {
                times[kept] = times[i];
                values[kept] = values[i];
                kept++;
            }
        }
        numbers.count(kept);
    }

    private void reserveHistograms(int capacity) {
        if (histograms.length < capacity) {
            histogramTimes = new long[capacity];
            histograms = new FloatHistogram[capacity];
        }
    }
}
