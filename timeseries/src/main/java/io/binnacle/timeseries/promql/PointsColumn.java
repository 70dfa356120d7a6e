package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** A function of ranges, of points of one aggregate. */
final class PointsColumn implements ColumnMaker {

    private final RangeWindow window;
    private final Aggregate aggregate;
    private final RolledFunction.Finish finish;
    private final RangePlaces places;
    private final double[] coveredMillis;

    PointsColumn(RangeWindow window, RolledFunction function, Resolution resolution) {
        this.window = window;
        this.aggregate = function.aggregates().getFirst();
        this.finish = function.finish();
        this.places = new RangePlaces(window);
        this.coveredMillis = new double[window.references().length];
        for (int i = 0; i < coveredMillis.length; i++) {
            coveredMillis[i] = RolledFunction.coveredMillis(window.references()[i], window.rangeMillis(), resolution);
        }
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        places.change(samples);
        int[] from = places.from();
        int[] to = places.to();
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
}
