package io.binnacle.telemetry.export.remotewrite;

import java.util.Arrays;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.histogram.HistogramSample;
import org.jspecify.annotations.Nullable;

/** What is to be sent, in its order: float samples, native histograms and exemplars. Belongs to one thread. */
final class WriteColumns {

    private static final int FIRST = 64;

    private Labels[] series = new Labels[FIRST];
    private long[] times = new long[FIRST];
    private double[] values = new double[FIRST];
    /** A {@link HistogramSample} or an {@link Exemplar}; null for a float sample. */
    private @Nullable Object[] others = new Object[FIRST];
    private int count;

    void add(Labels of, long epochMillis, double value) {
        add(of, epochMillis, value, null);
    }

    void add(Labels of, HistogramSample histogram) {
        add(of, histogram.epochMillis(), 0, histogram);
    }

    void add(Labels of, Exemplar exemplar) {
        add(of, exemplar.epochMillis(), 0, exemplar);
    }

    private void add(Labels of, long epochMillis, double value, @Nullable Object other) {
        if (count == times.length) {
            int capacity = Math.multiplyExact(count, 2);
            series = Arrays.copyOf(series, capacity);
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
            others = Arrays.copyOf(others, capacity);
        }
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
                part.add(series[i], times[i], values[i], others[i]);
            }
        }
        return part;
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
