package io.binnacle.timeseries.promql;

import io.binnacle.kernel.label.Labels;

/**
 * The range of one series as it slides over a grid: at each step, the samples in {@code (reference - range, reference]}.
 * The samples are valid until the next series is visited.
 */
final class RangeSeries {

    private final Labels labels;
    private final SampleBuffer buffer;
    private final long[] references;
    private final long rangeMillis;
    private int from;
    private int to;
    private int step = -1;

    RangeSeries(Labels labels, SampleBuffer buffer, long[] references, long rangeMillis) {
        this.labels = labels;
        this.buffer = buffer;
        this.references = references;
        this.rangeMillis = rangeMillis;
    }

    Labels labels() {
        return labels;
    }

    /** Slides on to the next step; true when the range holds a sample there. */
    boolean slide() {
        step++;
        long end = references[step];
        long open = end - rangeMillis;
        while (to < buffer.size() && buffer.times()[to] <= end) {
            to++;
        }
        while (from < to && buffer.times()[from] <= open) {
            from++;
        }
        return from < to;
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

    /** Index of the first sample in the range. */
    int from() {
        return from;
    }

    /** Index after the last sample in the range. */
    int to() {
        return to;
    }

    int count() {
        return to - from;
    }

    /** The end of the range, which belongs to it. */
    long endMillis() {
        return references[step];
    }

    long rangeMillis() {
        return rangeMillis;
    }
}
