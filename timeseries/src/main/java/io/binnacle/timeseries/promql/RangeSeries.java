package io.binnacle.timeseries.promql;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The range of one series as it slides over a grid: at each step, the samples in {@code (reference - range, reference]}; of an
 * extended selector, those of a lookback before it, and after it, too. The samples are valid until the next series is visited.
 */
final class RangeSeries {

    private final SampleBuffer buffer;
    private final RangeWindow window;
    private int from;
    private int to;
    private int histogramFrom;
    private int histogramTo;
    private int step = -1;
    private @Nullable FloatHistogram given;

    RangeSeries(SampleBuffer buffer, RangeWindow window) {
        this.buffer = buffer;
        this.window = window;
    }

    /** Slides on to the next step; true when the range holds a sample there. */
    boolean slide() {
        step++;
        long last = window.references()[step] + window.afterMillis();
        long open = window.references()[step] - window.rangeMillis() - window.beforeMillis();
        while (to < buffer.size() && buffer.times()[to] <= last) {
            to++;
        }
        while (from < to && buffer.times()[from] <= open) {
            from++;
        }
        if (buffer.histogramSize() > 0) {
            slideHistograms(open, last);
        }
        return from < to || histogramFrom < histogramTo;
    }

    private void slideHistograms(long open, long last) {
        while (histogramTo < buffer.histogramSize() && buffer.histogramTimes()[histogramTo] <= last) {
            histogramTo++;
        }
        while (histogramFrom < histogramTo && buffer.histogramTimes()[histogramFrom] <= open) {
            histogramFrom++;
        }
    }

    int step() {
        return step;
    }

    long[] times() {
        return buffer.times();
    }

    double[] values() {
        return buffer.values();
    }

    /** Index of the first number in the range. */
    int from() {
        return from;
    }

    /** Index after the last number in the range. */
    int to() {
        return to;
    }

    /** How many numbers there are. */
    int count() {
        return to - from;
    }

    int histogramCount() {
        return histogramTo - histogramFrom;
    }

    /** One of the histograms in the range, the oldest first. */
    FloatHistogram histogram(int index) {
        FloatHistogram found = buffer.histograms()[histogramFrom + index];
        if (found == null) {
            throw new BugException("a stale marker in a range");
        }
        return found;
    }

    long histogramMillis(int index) {
        return buffer.histogramTimes()[histogramFrom + index];
    }

    /** Whether senders say that the counting began anew between that number and the one before. */
    boolean isAnew(int index) {
        return buffer.isAnew(index);
    }

    /** As {@link #isAnew}, of one of the histograms in the range but the first. */
    boolean isHistogramAnew(int index) {
        return buffer.isHistogramAnew(histogramFrom + index);
    }

    /** Whether senders contradict themselves about when the counting of what is in the range began. */
    boolean startsOverlap() {
        return buffer.startsOverlap(from, to) || buffer.histogramStartsOverlap(histogramFrom, histogramTo);
    }

    /** When the counting of the first number in the range began, if in the range, too; else {@code Long.MIN_VALUE}. */
    long startMillis() {
        return buffer.startWithin(from, endMillis() - rangeMillis());
    }

    /** As {@link #startMillis}, of the first histogram. */
    long histogramStartMillis() {
        return buffer.histogramStartWithin(histogramFrom, endMillis() - rangeMillis());
    }

    /** The end of the range, which belongs to it. */
    long endMillis() {
        return window.references()[step];
    }

    long rangeMillis() {
        return window.rangeMillis();
    }

    /** Where a kernel leaves its result when that is a histogram. Always {@link Value.Column#ABSENT}, as there is no number. */
    double give(FloatHistogram result) {
        given = result;
        return Value.Column.ABSENT;
    }

    /** What was given since the last time. */
    @Nullable
    FloatHistogram taken() {
        FloatHistogram result = given;
        given = null;
        return result;
    }
}
