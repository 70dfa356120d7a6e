package io.binnacle.timeseries.promql;

import java.util.IdentityHashMap;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** A mean of ranges: of the points of a series that are sums, divided by those that count. */
final class QuotientColumn implements ColumnMaker {

    private final RangeWindow window;
    private final IdentityHashMap<Series, Series> counting;
    private final QueryContext context;
    private final SampleBuffer second = new SampleBuffer();
    private final TotalColumn dividends;
    private final TotalColumn divisors;
    private final double[] counts;

    /** @param counting of each series with sums, the same with counts */
    QuotientColumn(RangeWindow window, IdentityHashMap<Series, Series> counting, QueryContext context) {
        this.window = window;
        this.counting = counting;
        this.context = context;
        this.dividends = new TotalColumn(window, false, context);
        this.divisors = new TotalColumn(window, false, context);
        this.counts = new double[window.references().length];
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        Series other = counting.get(series);
        if (other == null) {
            throw new BugException("a series without its other points: " + series.labels());
        }
        second.loadMore(other, window.minMillis(), window.maxMillis(), context);
        dividends.make(series, samples, values);
        divisors.make(other, second, counts);
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (Column.isAbsent(values[i]) || Column.isAbsent(counts[i])) {
                values[i] = Column.ABSENT;
            } else {
                values[i] /= counts[i];
                any = true;
            }
        }
        return any;
    }
}
