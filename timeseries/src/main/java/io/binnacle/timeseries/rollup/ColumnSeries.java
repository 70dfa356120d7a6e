package io.binnacle.timeseries.rollup;

import java.util.List;
import java.util.function.Consumer;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.histogram.HistogramSample;

/**
 * A series whose points are made all at once, when they are first asked for.
 *
 * @param make appends them
 */
public record ColumnSeries(Labels labels, Consumer<SampleColumns> make) implements Series {

    @Override
    public SampleCursor samples(long minMillis, long maxMillis) {
        SampleColumns points = new SampleColumns();
        make.accept(points);
        return new Cursor(points, minMillis, maxMillis);
    }

    /** No points are made of them. */
    @Override
    public List<HistogramSample> histograms(long minMillis, long maxMillis) {
        return List.of();
    }

    @Override
    public List<StartTime> startTimes(long minMillis, long maxMillis) {
        return List.of();
    }

    private static final class Cursor implements SampleCursor {

        private final SampleColumns points;
        private final int end;
        private int next;

        Cursor(SampleColumns points, long minMillis, long maxMillis) {
            this.points = points;
            this.next = points.firstAtLeast(minMillis);
            this.end = maxMillis == Long.MAX_VALUE ? points.count() : points.firstAtLeast(maxMillis + 1);
        }

        @Override
        public int read(long[] times, double[] values, int offset) {
            int count = Math.max(0, Math.min(end - next, times.length - offset));
            System.arraycopy(points.times(), next, times, offset, count);
            System.arraycopy(points.values(), next, values, offset, count);
            next += count;
            return count;
        }
    }
}
