package io.binnacle.timeseries.promql;

import java.util.IdentityHashMap;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** A function of ranges, of points of two aggregates of the same series, the first divided by the second: a mean. */
final class QuotientColumn implements ColumnMaker {

    private final RangeWindow window;
    private final Aggregate dividend;
    private final Aggregate divisor;
    private final IdentityHashMap<Series, Series> divisors;
    private final QueryContext context;
    private final SampleBuffer second = new SampleBuffer();
    private final RangePlaces places;
    private final RangePlaces secondPlaces;

    /** @param divisors of each series with the first points, the same with the second ones */
    QuotientColumn(RangeWindow window, RolledFunction function, IdentityHashMap<Series, Series> divisors,
            QueryContext context) {
        this.window = window;
        this.dividend = function.aggregates().get(0);
        this.divisor = function.aggregates().get(1);
        this.divisors = divisors;
        this.context = context;
        this.places = new RangePlaces(window);
        this.secondPlaces = new RangePlaces(window);
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        Series other = divisors.get(series);
        if (other == null) {
            throw new BugException("a series without its other points: " + series.labels());
        }
        second.loadMore(other, window.minMillis(), window.maxMillis(), context);
        places.change(samples);
        secondPlaces.change(second);
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            int from = places.from()[i];
            int to = places.to()[i];
            int secondFrom = secondPlaces.from()[i];
            int secondTo = secondPlaces.to()[i];
            if (from < to && secondFrom < secondTo) {
                values[i] = RolledFunction.combined(dividend, samples.values(), from, to)
                        / RolledFunction.combined(divisor, second.values(), secondFrom, secondTo);
                any = true;
            } else {
                values[i] = Column.ABSENT;
            }
        }
        return any;
    }
}
