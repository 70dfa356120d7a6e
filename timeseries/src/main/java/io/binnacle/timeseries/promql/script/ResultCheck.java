package io.binnacle.timeseries.promql.script;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramBucket;
import io.binnacle.timeseries.promql.QueryResult;
import io.binnacle.timeseries.promql.QueryResult.MatrixSeries;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;
import io.binnacle.timeseries.promql.script.ScriptCommand.Eval;
import io.binnacle.timeseries.promql.script.ScriptCommand.Expectation;
import io.binnacle.timeseries.promql.script.ScriptCommand.ExpectedSeries;
import io.binnacle.timeseries.promql.script.ScriptCommand.Times;
import org.jspecify.annotations.Nullable;

/** Compares an answer with what a script expects, within a tolerance. */
final class ResultCheck {

    private static final double TOLERANCE = 1e-6;

    private final Eval eval;

    ResultCheck(Eval eval) {
        this.eval = eval;
    }

    /** Null when the result is as expected. */
    @Nullable
    String fault(QueryResult result) {
        String fault = switch (result) {
            case QueryResult.Scalar scalar -> ofScalar(scalar.value());
            case QueryResult.Text text -> ofText(text.value());
            case QueryResult.Vector vector -> ofVector(vector.samples());
            case QueryResult.Matrix matrix -> ofMatrix(matrix.series());
        };
        return fault == null ? null : fault + "; got " + described(result);
    }

    static String described(QueryResult result) {
        return switch (result) {
            case QueryResult.Scalar scalar -> "scalar " + scalar.value();
            case QueryResult.Text text -> "string " + text.value();
            case QueryResult.Vector vector -> vector.samples().stream().map(sample -> sample.labels() + " "
                    + (sample.histogram() == null ? Double.toString(sample.value()) : sample.histogram().toString()))
                    .toList().toString();
            case QueryResult.Matrix matrix -> matrix.series().stream().map(series -> series.labels() + " "
                    + Arrays.toString(series.values()) + " at " + Arrays.toString(series.epochMillis())
                    + (series.histograms().length == 0
                            ? ""
                            : " and " + Arrays.toString(series.histograms()) + " at "
                                    + Arrays.toString(series.histogramMillis())))
                    .toList().toString();
        };
    }

    private @Nullable String ofScalar(double value) {
        Double expected = eval.expectations().scalar();
        if (expected == null) {
            return "expected no scalar";
        }
        return almostEqual(expected, value) ? null : "expected " + expected;
    }

    private @Nullable String ofText(String value) {
        List<Expectation> expected = eval.expectations().of(Expectation.Type.STRING);
        return expected.stream().anyMatch(one -> one.text().equals(value)) ? null : "expected " + expected;
    }

    private Map<Labels, List<Point>> expected() {
        Map<Labels, List<Point>> expected = new LinkedHashMap<>();
        for (ExpectedSeries series : eval.expectations().series()) {
            expected.put(series.labels(), series.points());
        }
        return expected;
    }

    private @Nullable String ofVector(List<VectorSample> samples) {
        if (eval.expectations().scalar() != null) {
            return "expected a scalar";
        }
        boolean ordered = eval.expectations().has(Expectation.Type.ORDERED);
        Map<Labels, List<Point>> expected = expected();
        List<Labels> order = List.copyOf(expected.keySet());
        Set<Labels> seen = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            VectorSample sample = samples.get(i);
            List<Point> points = expected.get(sample.labels());
            if (points == null || !seen.add(sample.labels())) {
                return "did not expect " + sample.labels();
            }
            if (ordered && !order.get(i).equals(sample.labels())) {
                return "expected " + order.get(i) + " at place " + (i + 1);
            }
            Point point = points.isEmpty() ? Point.OMITTED : points.getFirst();
            if (point.omitted() || !isSame(point, sample.value(), sample.histogram())) {
                return "expected " + point + " for " + sample.labels();
            }
        }
        expected.keySet().removeAll(seen);
        return expected.isEmpty() ? null : "expected " + expected;
    }

    private @Nullable String ofMatrix(List<MatrixSeries> matrix) {
        if (eval.expectations().scalar() != null) {
            return "expected a scalar";
        }
        Times rangeVector = eval.expectations().rangeVector();
        Times times = rangeVector != null ? rangeVector : eval.times();
        Map<Labels, List<Point>> expected = expected();
        Set<Labels> seen = new HashSet<>();
        for (MatrixSeries series : matrix) {
            List<Point> points = expected.get(series.labels());
            if (points == null || !seen.add(series.labels())) {
                return "did not expect " + series.labels();
            }
            if (times.startMillis() + (points.size() - 1) * times.stepMillis() > times.endMillis()) {
                return "expected more points for " + series.labels() + " than the query has steps";
            }
            if (!isSame(points, times, series)) {
                return "expected " + points + " for " + series.labels();
            }
        }
        expected.keySet().removeAll(seen);
        return expected.isEmpty() ? null : "expected " + expected;
    }

    private static boolean isSame(List<Point> points, Times times, MatrixSeries series) {
        Map<Long, Point> byTime = new TreeMap<>();
        for (int i = 0; i < points.size(); i++) {
            if (!points.get(i).omitted()) {
                byTime.put(times.startMillis() + i * times.stepMillis(), points.get(i));
            }
        }
        if (byTime.size() != series.epochMillis().length + series.histogramMillis().length) {
            return false;
        }
        for (int i = 0; i < series.epochMillis().length; i++) {
            Point point = byTime.get(series.epochMillis()[i]);
            if (point == null || !isSame(point, series.values()[i], null)) {
                return false;
            }
        }
        for (int i = 0; i < series.histogramMillis().length; i++) {
            Point point = byTime.get(series.histogramMillis()[i]);
            if (point == null || !isSame(point, 0, series.histograms()[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Point expected, double number, @Nullable FloatHistogram histogram) {
        FloatHistogram wanted = expected.histogram();
        if (wanted == null || histogram == null) {
            return wanted == histogram && almostEqual(expected.number(), number);
        }
        return isSame(wanted.compact(), histogram.compact())
                && (!expected.hintGiven() || wanted.reset() == histogram.reset());
    }

    private static boolean isSame(FloatHistogram wanted, FloatHistogram got) {
        boolean same = wanted.schema() == got.schema() && almostEqual(wanted.count(), got.count())
                && almostEqual(wanted.sum(), got.sum()) && wanted.zeroThreshold() == got.zeroThreshold()
                && almostEqual(wanted.zeroCount(), got.zeroCount())
                && Arrays.equals(wanted.customBounds(), got.customBounds());
        List<HistogramBucket> wantedBuckets = wanted.buckets();
        List<HistogramBucket> gotBuckets = got.buckets();
        if (!same || wantedBuckets.size() != gotBuckets.size()) {
            return false;
        }
        for (int i = 0; i < wantedBuckets.size(); i++) {
            HistogramBucket one = wantedBuckets.get(i);
            HistogramBucket other = gotBuckets.get(i);
            if (one.lower() != other.lower() || one.upper() != other.upper()
                    || !almostEqual(one.count(), other.count())) {
                return false;
            }
        }
        return true;
    }

    private static boolean almostEqual(double wanted, double got) {
        if (Double.isNaN(wanted) || Double.isNaN(got)) {
            return Double.isNaN(wanted) && Double.isNaN(got);
        }
        if (wanted == got) {
            return true;
        }
        double sum = Math.abs(wanted) + Math.abs(got);
        double difference = Math.abs(wanted - got);
        if (wanted == 0 || got == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }
}
