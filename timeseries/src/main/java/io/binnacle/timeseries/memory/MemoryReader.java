package io.binnacle.timeseries.memory;

import java.util.List;

import io.binnacle.timeseries.LabelChoice;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesGrouping;
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.histogram.HistogramSample;

/** Reads series whose samples are in memory and never changed, of any store: each can be asked by any thread. */
public final class MemoryReader implements SeriesReader {

    @Override
    public void read(Series series, long minMillis, long maxMillis, SampleColumns into) {
        into.append(series.samples(minMillis, maxMillis));
    }

    @Override
    public List<HistogramSample> histograms(Series series, long minMillis, long maxMillis) {
        return series.histograms(minMillis, maxMillis);
    }

    @Override
    public List<StartTime> startTimes(Series series, long minMillis, long maxMillis) {
        return series.startTimes(minMillis, maxMillis);
    }

    @Override
    public SeriesGrouping grouping(LabelChoice choice) {
        return new LabelGrouping(choice);
    }
}
