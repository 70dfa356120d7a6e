package io.binnacle.timeseries.promql;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** A column that is filled step by step. */
final class ResultColumn {

    private final Labels labels;
    private final double[] values;
    private @Nullable FloatHistogram @Nullable [] histograms;
    private boolean dropsName;
    private boolean any;

    ResultColumn(Labels labels, int size) {
        this.labels = labels;
        this.values = Column.absent(labels, size).values();
    }

    Labels labels() {
        return labels;
    }

    boolean has(int step) {
        return !Column.isAbsent(values[step]) || (histograms != null && histograms[step] != null);
    }

    void put(int step, double number) {
        values[step] = number;
        any = true;
    }

    void put(int step, FloatHistogram histogram) {
        if (histograms == null) {
            histograms = new FloatHistogram[values.length];
        }
        histograms[step] = histogram;
        any = true;
    }

    /** What is at a step of that column. */
    void copy(int step, Column from) {
        FloatHistogram histogram = from.histogram(step);
        if (histogram != null) {
            put(step, histogram);
        } else {
            put(step, from.values()[step]);
        }
    }

    /** The name is to go at the end of the query, for one of the columns that this is made of. */
    void dropName(boolean drops) {
        dropsName |= drops;
    }

    boolean isEmpty() {
        return !any;
    }

    Column column() {
        return new Column(labels, dropsName, values, histograms);
    }
}
