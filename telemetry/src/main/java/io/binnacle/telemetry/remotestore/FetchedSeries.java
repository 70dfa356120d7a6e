package io.binnacle.telemetry.remotestore;

import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.histogram.HistogramSample;

/**
 * A series whose samples are in memory.
 *
 * @param floats not to be changed any more
 * @param histograms by time
 */
record FetchedSeries(Labels labels, SampleColumns floats, List<HistogramSample> histograms) implements Series {

    @Override
    public SampleCursor samples(long minMillis, long maxMillis) {
        int first = floats.firstAtLeast(minMillis);
        int end = maxMillis == Long.MAX_VALUE ? floats.count() : floats.firstAtLeast(maxMillis + 1);
        return new SampleCursor() {

            private int next = first;

            @Override
            public int read(long[] times, double[] values, int offset) {
                int read = Math.max(0, Math.min(end - next, times.length - offset));
                System.arraycopy(floats.times(), next, times, offset, read);
                System.arraycopy(floats.values(), next, values, offset, read);
                next += read;
                return read;
            }
        };
    }

    @Override
    public List<HistogramSample> histograms(long minMillis, long maxMillis) {
        return histograms.stream()
                .filter(one -> one.epochMillis() >= minMillis && one.epochMillis() <= maxMillis).toList();
    }

    /** They do not come with the samples. */
    @Override
    public List<StartTime> startTimes(long minMillis, long maxMillis) {
        return List.of();
    }
}
