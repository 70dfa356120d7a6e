package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** The newest sample of one series as seen from one time after another, unless it is too old or a stale marker. */
final class InstantWindow {

    private final SampleBuffer buffer;
    private final long[] references;
    private final long lookback;
    private int next;
    private int histogramNext;
    private long millis;
    private double number;
    private @Nullable FloatHistogram histogram;

    InstantWindow(SampleBuffer buffer, long[] references, long lookback) {
        this.buffer = buffer;
        this.references = references;
        this.lookback = lookback;
    }

    /** Goes on to that step. */
    void slide(int step) {
        long reference = references[step];
        while (next < buffer.size() && buffer.times()[next] <= reference) {
            next++;
        }
        number = Column.ABSENT;
        histogram = null;
        long open = reference - lookback;
        if (next > 0 && buffer.times()[next - 1] > open) {
            millis = buffer.times()[next - 1];
            number = buffer.values()[next - 1];
        }
        if (buffer.histogramSize() > 0) {
            slideHistograms(reference, open);
        }
    }

    private void slideHistograms(long reference, long open) {
        while (histogramNext < buffer.histogramSize() && buffer.histogramTimes()[histogramNext] <= reference) {
            histogramNext++;
        }
        if (histogramNext == 0) {
            return;
        }
        long time = buffer.histogramTimes()[histogramNext - 1];
        boolean newer = next == 0 || buffer.times()[next - 1] < time;
        if (time > open && newer) {
            millis = time;
            number = Column.ABSENT;
            histogram = buffer.histograms()[histogramNext - 1];
        }
    }

    boolean hasNumber() {
        return !Column.isAbsent(number);
    }

    double number() {
        return number;
    }

    @Nullable
    FloatHistogram histogram() {
        return histogram;
    }

    /** When the sample is from. */
    long millis() {
        return millis;
    }
}
