package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Value.Column;

/** The columns that a kernel makes of ranges, be their samples numbers or histograms. Belongs to one thread. */
final class RangeColumns {

    /** A kernel may take a millisecond a step: so it is asked often enough whether anybody waits. */
    private static final int STEPS_A_CHECK = 128;

    private final RangeKernel kernel;
    private final RangeCall call;
    private final int size;
    private final QueryContext context;
    private final List<Column> columns = new ArrayList<>();

    RangeColumns(RangeKernel kernel, RangeCall call, int size) {
        this.kernel = kernel;
        this.call = call;
        this.size = size;
        this.context = call.context();
    }

    List<Column> columns() {
        return columns;
    }

    /** @param dropsName the name is to go at the end of the query */
    void add(Labels labels, boolean dropsName, RangeSeries series) {
        call.begin(() -> labels);
        double[] values = Column.absent(labels, size).values();
        FloatHistogram[] histograms = null;
        boolean anyNumber = false;
        long weight = 0;
        for (int i = 0; i < values.length; i++) {
            if (i % STEPS_A_CHECK == STEPS_A_CHECK - 1) {
                context.checkpoint();
            }
            if (!series.slide()) {
                continue;
            }
            values[i] = kernel.apply(series, call);
            FloatHistogram given = series.taken();
            if (given != null) {
                histograms = histograms == null ? new FloatHistogram[values.length] : histograms;
                histograms[i] = given;
                weight += given.weight();
            } else {
                anyNumber |= !Column.isAbsent(values[i]);
            }
        }
        if (anyNumber) {
            call.remarkUnlessCounter();
        }
        if (anyNumber || histograms != null) {
            context.hold(values.length + weight);
            add(new Column(labels, dropsName, values, histograms));
        }
    }

    /** Adds a column that another way has made. */
    void add(Column column) {
        columns.add(RangeFunctions.keepsName(call.call()) ? column : column.renamed(context));
    }
}
