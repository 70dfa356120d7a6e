package io.binnacle.timeseries.durable;

import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.rollup.ColumnSeries;
import io.binnacle.timeseries.rollup.WindowSpan;

/** The points of a series that a querier found; read by the querier's own reader unless another one is asked. */
final class RolledSeries implements NumberedSeries {

    private final DurableReader own;
    private final int number;
    private final int metric;
    private final WindowSpan span;

    RolledSeries(DurableReader own, int metric, int number, WindowSpan span) {
        this.own = own;
        this.metric = metric;
        this.number = number;
        this.span = span;
    }

    @Override
    public int number() {
        return number;
    }

    int metric() {
        return metric;
    }

    WindowSpan span() {
        return span;
    }

    @Override
    public Labels labels() {
        return own.store().catalogue.labels(number);
    }

    @Override
    public SampleCursor samples(long minMillis, long maxMillis) {
        return new ColumnSeries(Labels.empty(), into -> own.readPoints(this, into)).samples(minMillis, maxMillis);
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
}
