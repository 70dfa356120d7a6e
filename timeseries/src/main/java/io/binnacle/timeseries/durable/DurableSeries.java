package io.binnacle.timeseries.durable;

import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.histogram.HistogramSample;
import org.jspecify.annotations.Nullable;

/** A series that a querier found; read by the querier's own reader unless another one is asked. */
final class DurableSeries implements NumberedSeries {

    private final DurableReader own;
    private final int number;
    private final int metric;
    private @Nullable Labels labels;

    DurableSeries(DurableReader own, int metric, int number) {
        this.own = own;
        this.metric = metric;
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    int metric() {
        return metric;
    }

    /** Made when they are asked for first: many a query needs those of a few only. */
    @Override
    public Labels labels() {
        Labels known = labels;
        if (known == null) {
            known = own.store().catalogue.labels(number);
            labels = known;
        }
        return known;
    }

    @Override
    public SampleCursor samples(long minMillis, long maxMillis) {
        return own.cursor(this, minMillis, maxMillis);
    }

    @Override
    public List<HistogramSample> histograms(long minMillis, long maxMillis) {
        return own.histograms(this, minMillis, maxMillis);
    }

    @Override
    public List<StartTime> startTimes(long minMillis, long maxMillis) {
        return own.startTimes(this, minMillis, maxMillis);
    }
}
