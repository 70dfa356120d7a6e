package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.RolledParts.Part;
import io.binnacle.timeseries.promql.Value.Column;

/** Evaluates functions of ranges from points. */
final class RolledRanges {

    private final Evaluation evaluation;

    RolledRanges(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Hands out a column, with the metric's name, of each series that has a value in that part. */
    void each(String function, MatrixSelector selector, Part part, Consumer<Column> found) {
        RolledFunction rolled = RolledFunction.BY_NAME.get(function);
        Resolution resolution = part.resolution();
        if (rolled == null || resolution == null) {
            throw new BugException("no points can tell " + function);
        }
        List<List<Series>> series = new ArrayList<>();
        for (Aggregate aggregate : rolled.aggregates()) {
            series.add(evaluation.selection().points(selector.vector().matchers(), new Rollup(resolution, aggregate)));
        }
        long[] references = evaluation.context().references(selector.vector().timing(), part.grid());
        RangeWindow window = new RangeWindow(references, selector.rangeMillis(), 0, 0);
        for (int i = 0; i < series.getFirst().size(); i++) {
            List<RangeSeries> ranges = new ArrayList<>();
            for (List<Series> one : series) {
                SampleBuffer buffer = new SampleBuffer();
                buffer.loadPoints(one.get(i), window.minMillis(), window.maxMillis(), evaluation.context());
                ranges.add(new RangeSeries(buffer, window));
            }
            Column column = Column.absent(series.getFirst().get(i).labels(), part.grid().size());
            fill(column.values(), rolled, ranges, resolution);
            if (!column.isEmpty()) {
                found.accept(column);
            }
        }
    }

    private static void fill(double[] values, RolledFunction rolled, List<RangeSeries> ranges,
            Resolution resolution) {
        for (int step = 0; step < values.length; step++) {
            boolean any = true;
            for (RangeSeries range : ranges) {
                any &= range.slide();
            }
            if (any) {
                values[step] = rolled.apply(ranges, resolution);
            }
        }
    }
}
