package io.binnacle.timeseries.promql;

import java.util.List;

import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** A function of ranges, of points of one aggregate. */
final class PointsColumn implements ColumnMaker {

    private final RangeWindow window;
    private final RolledFunction function;
    private final Resolution resolution;

    PointsColumn(RangeWindow window, RolledFunction function, Resolution resolution) {
        this.window = window;
        this.function = function;
        this.resolution = resolution;
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        RangeSeries range = new RangeSeries(samples, window);
        List<RangeSeries> ranges = List.of(range);
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (range.slide()) {
                values[i] = function.kernel().apply(ranges, resolution);
                any = true;
            } else {
                values[i] = Column.ABSENT;
            }
        }
        return any;
    }
}
