package io.binnacle.telemetry.export.remotewrite;

import java.util.Arrays;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.histogram.HistogramSample;
import org.jspecify.annotations.Nullable;

/** What is to be sent, in its order: float samples, native histograms and exemplars. Belongs to one thread. */
final class WriteColumns {

    private static final int FIRST = 64;

    private int[] numbers = new int[FIRST];
    private Labels[] series = new Labels[FIRST];
    private long[] times = new long[FIRST];
    private double[] values = new double[FIRST];
    /** A {@link HistogramSample} or an {@link Exemplar}; null for a float sample. */
    private @Nullable Object[] others = new Object[FIRST];
    private int count;

    /** @param number of the series in the feed */
    void add(int number, Labels of, long epochMillis, double value) {
        add(number, of, epochMillis, value, null);
    }

    void add(int number, Labels of, HistogramSample histogram) {
        add(number, of, histogram.epochMillis(), 0, histogram);
    }

    void add(int number, Labels of, Exemplar exemplar) {
        add(number, of, exemplar.epochMillis(), 0, exemplar);
    }

    private void add(int number, Labels of, long epochMillis, double value, @Nullable Object other) {
        if (count == times.length) {
            int capacity = Math.multiplyExact(count, 2);
            numbers = Arrays.copyOf(numbers, capacity);
            series = Arrays.copyOf(series, capacity);
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
            others = Arrays.copyOf(others, capacity);
        }
        numbers[count] = number;
        series[count] = of;
        times[count] = epochMillis;
        values[count] = value;
        others[count] = other;
        count++;
    }

    int count() {
        return count;
    }

    Labels series(int i) {
        return series[i];
    }

    long millis(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    /** Null when it is none. */
    @Nullable
    HistogramSample histogram(int i) {
        return others[i] instanceof HistogramSample histogram ? histogram : null;
    }

    /** Null when it is none. */
    @Nullable
    Exemplar exemplar(int i) {
        return others[i] instanceof Exemplar exemplar ? exemplar : null;
    }

    /** Those from that place to that one, which is exclusive, and not older than that time. */
    WriteColumns part(int from, int to, long oldestMillis) {
        WriteColumns part = new WriteColumns();
        for (int i = from; i < to; i++) {
            if (times[i] >= oldestMillis) {
                part.add(numbers[i], series[i], times[i], values[i], others[i]);
            }
        }
        return part;
    }

    /**
     * The same, each series on its own and by time: so its labels are sent once, and a receiver that takes a series only in
     * order takes what came late within a window.
     */
    WriteColumns bySeries() {
        long[] places = new long[count];
        for (int i = 0; i < count; i++) {
            places[i] = (long) numbers[i] << Integer.SIZE | i;
        }
        Arrays.sort(places);
        WriteColumns sorted = new WriteColumns();
        for (long place : places) {
            int from = (int) place;
            sorted.add(numbers[from], series[from], times[from], values[from], others[from]);
            sorted.sink();
        }
        return sorted;
    }

    /** Moves the last one before those of its series that are later; mostly there is none. */
    private void sink() {
        for (int i = count - 1; i > 0 && numbers[i - 1] == numbers[i] && times[i - 1] > times[i]; i--) {
            swap(i);
        }
    }

    private void swap(int i) {
        Labels label = series[i];
        series[i] = series[i - 1];
        series[i - 1] = label;
        long time = times[i];
        times[i] = times[i - 1];
        times[i - 1] = time;
        double value = values[i];
        values[i] = values[i - 1];
        values[i - 1] = value;
        @Nullable
        Object other = others[i];
        others[i] = others[i - 1];
        others[i - 1] = other;
    }

    WriteCounts counts() {
        int histograms = 0;
        int exemplars = 0;
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            histograms += others[i] instanceof HistogramSample ? 1 : 0;
            exemplars += others[i] instanceof Exemplar ? 1 : 0;
            newest = Math.max(newest, times[i]);
        }
        return new WriteCounts(count - histograms - exemplars, histograms, exemplars, newest);
    }
}
