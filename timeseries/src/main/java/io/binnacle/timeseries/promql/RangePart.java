package io.binnacle.timeseries.promql;

import java.util.List;

import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** The columns of a function of ranges, of some series: by a maker where there are numbers only, else by its kernel. */
final class RangePart implements SeriesScan.Part {

    private static final double[] NONE = {};

    private final RangeWindow window;
    private final QueryContext context;
    private final ColumnMaker numbers;
    private final RangeColumns columns;
    private final SampleBuffer buffer;
    private double[] values = NONE;

    RangePart(RangeWindow window, RangeKernel kernel, RangeCall call, ColumnMaker numbers) {
        this.window = window;
        this.context = call.context();
        this.numbers = numbers;
        this.buffer = call.buffer();
        this.columns = new RangeColumns(kernel, call, window.references().length);
    }

    List<Column> columns() {
        return columns.columns();
    }

    @Override
    public void visit(Series series) {
        buffer.load(series, window.minMillis(), window.maxMillis(), context);
        buffer.dropAbsent();
        if (context.features().startTimestamps()) {
            buffer.loadStartTimes(series, context.reader());
        }
        if (buffer.histogramSize() > 0) {
            columns.add(series.labels(), false, new RangeSeries(buffer, window));
        } else if (!buffer.isEmpty()) {
            addNumbers(series);
        }
    }

    private void addNumbers(Series series) {
        if (values.length == 0) {
            values = new double[window.references().length];
        }
        if (numbers.make(series, buffer, values)) {
            context.hold(values.length);
            columns.add(new Column(series.labels(), values));
            values = NONE;
        }
    }
}
