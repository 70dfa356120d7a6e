package io.binnacle.timeseries.promql;

import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** The answer to a query: one of PromQL's four types, with what the reader should know about it. */
public sealed interface QueryResult {

    /** The answer may be wrong: as Prometheus words it, with the position. */
    List<String> warnings();

    /** The answer is right, the query looks odd. */
    List<String> infos();

    /** One number. */
    record Scalar(long epochMillis, double value, List<String> warnings, List<String> infos) implements QueryResult {}

    /** One text. */
    record Text(long epochMillis, String value, List<String> warnings, List<String> infos) implements QueryResult {}

    /** A number or a histogram a series, all at the same time; in the order that the query asked for, else in none. */
    record Vector(List<VectorSample> samples, List<String> warnings, List<String> infos) implements QueryResult {}

    /** Several samples a series; sorted by labels. */
    record Matrix(List<MatrixSeries> series, List<String> warnings, List<String> infos) implements QueryResult {}

    /**
     * One element of a {@link Vector}: a number or a histogram.
     *
     * @param value 0 beside a histogram
     */
    record VectorSample(Labels labels, long epochMillis, double value, @Nullable FloatHistogram histogram) {

        public VectorSample(Labels labels, long epochMillis, double value) {
            this(labels, epochMillis, value, null);
        }
    }

    /**
     * One element of a {@link Matrix}: numbers and the times they are from, histograms and theirs; each ascending in time, no time
     * twice. Nobody changes the arrays: series with the same times share them.
     */
    @SuppressWarnings("ArrayRecordComponent") // columns are the point; a result is read once, never compared
    record MatrixSeries(Labels labels, long[] epochMillis, double[] values, long[] histogramMillis,
            FloatHistogram[] histograms) {

        public MatrixSeries(Labels labels, long[] epochMillis, double[] values) {
            this(labels, epochMillis, values, new long[0], new FloatHistogram[0]);
        }
    }
}
