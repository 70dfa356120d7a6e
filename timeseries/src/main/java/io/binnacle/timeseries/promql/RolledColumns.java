package io.binnacle.timeseries.promql;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Expression.VectorSelector;

/**
 * How points answer a function of a selector's ranges: of each of the series a column is made.
 *
 * @param makers of the columns, one for each thread
 */
record RolledColumns(List<Series> series, Function<QueryContext, ColumnMaker> makers) {

    static RolledColumns of(RolledFunction function, Resolution resolution, VectorSelector selector, RangeWindow window,
            Selection selection) {
        List<Series> series = selection.points(selector.matchers(),
                new Rollup(resolution, function.aggregates().getFirst()));
        if (function.aggregates().size() == 1) {
            return new RolledColumns(series, own -> new PointsColumn(window, function, resolution));
        }
        List<Series> others = selection.points(selector.matchers(),
                new Rollup(resolution, function.aggregates().get(1)));
        IdentityHashMap<Series, Series> byFirst = new IdentityHashMap<>(series.size());
        for (int i = 0; i < series.size(); i++) {
            byFirst.put(series.get(i), others.get(i));
        }
        return new RolledColumns(series, own -> new QuotientColumn(window, byFirst, own));
    }
}
