package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** A function of ranges, of points of one aggregate; which points a range takes in is told once for series with the same times. */
final class PointsColumn implements ColumnMaker {

    private final RangeWindow window;
    private final Aggregate aggregate;
    private final RolledFunction.Finish finish;
    private final SameTimes same = new SameTimes();
    private final int[] from;
    private final int[] to;
    private final double[] coveredMillis;

    PointsColumn(RangeWindow window, RolledFunction function, Resolution resolution) {
        int size = window.references().length;
        this.window = window;
        this.aggregate = function.aggregates().getFirst();
        this.finish = function.finish();
        this.from = new int[size];
        this.to = new int[size];
        this.coveredMillis = new double[size];
        for (int i = 0; i < size; i++) {
            coveredMillis[i] = RolledFunction.coveredMillis(window.references()[i], window.rangeMillis(), resolution);
        }
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        if (!same.as(samples)) {
            place(samples);
        }
        double[] points = samples.values();
        long rangeMillis = window.rangeMillis();
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (from[i] < to[i]) {
                values[i] = finish.apply(RolledFunction.combined(aggregate, points, from[i], to[i]), rangeMillis,
                        coveredMillis[i]);
                any = true;
            } else {
                values[i] = Column.ABSENT;
            }
        }
        return any;
    }

    private void place(SampleBuffer samples) {
        long[] times = samples.times();
        int size = samples.size();
        int first = 0;
        int end = 0;
        for (int i = 0; i < from.length; i++) {
            long last = window.references()[i];
            while (end < size && times[end] <= last) {
                end++;
            }
            while (first < end && times[first] <= last - window.rangeMillis()) {
                first++;
            }
            from[i] = first;
            to[i] = end;
        }
    }
}
