package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Value.Column;

/** Quantiles of histograms whose buckets are series with a label {@code le}. */
final class ClassicHistograms {

    private static final String BOUND = "le";
    /** Differences between buckets that are smaller than this, relatively, are rounding and no sign of anything. */
    private static final double TOLERANCE = 1e-12;

    private record Bucket(double bound, Column column) {}

    private ClassicHistograms() {
    }

    static Value quantile(Evaluation evaluation, Call call, Grid grid) {
        QueryContext context = evaluation.context();
        Expression input = call.arguments().get(1);
        double[] qs = evaluation.scalar(call.arguments().get(0), grid);
        FunctionCalls.warnOfQuantiles(context, qs, call.arguments().get(0));
        Map<Labels, List<Bucket>> histograms = new LinkedHashMap<>();
        for (Column column : evaluation.vector(input, grid).columns()) {
            String le = column.labels().get(BOUND);
            try {
                double bound = bound(le);
                histograms.computeIfAbsent(column.labels().without(BOUND), key -> new ArrayList<>())
                        .add(new Bucket(bound, column));
            } catch (NumberFormatException e) {
                context.warn("bucket label \"le\" is missing or has a malformed value of " + Quoting.quote(le)
                        + " for metric name " + Quoting.quote(column.labels().metricName()), input.span());
            }
        }
        List<Column> columns = new ArrayList<>();
        histograms.forEach((labels, buckets) -> {
            buckets.sort(Comparator.comparingDouble(Bucket::bound));
            Column result = Column.absent(labels, grid.size());
            Cumulative cumulative = new Cumulative(buckets);
            for (int i = 0; i < grid.size(); i++) {
                if (cumulative.load(i)) {
                    result.values()[i] = cumulative.quantile(qs[i]);
                }
            }
            if (cumulative.forced) {
                context.inform("input to histogram_quantile needed to be fixed for monotonicity (see"
                        + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                        + " for metric name " + Quoting.quote(buckets.getFirst().column().labels().metricName()),
                        input.span());
            }
            context.hold(grid.size());
            columns.add(result.withoutName());
        });
        return Value.merged(columns);
    }

    private static double bound(String le) {
        return switch (le) {
            case "+Inf", "Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (le.isEmpty() || Character.isLetter(le.charAt(le.length() - 1))) {
                    throw new NumberFormatException(le);
                }
                yield Double.parseDouble(le);
            }
        };
    }

    /** The counts of one histogram at one step, by ascending bound. */
    private static final class Cumulative {

        private final List<Bucket> buckets;
        private final double[] bounds;
        private final double[] counts;
        private int size;
        private boolean forced;

        Cumulative(List<Bucket> buckets) {
            this.buckets = buckets;
            this.bounds = new double[buckets.size()];
            this.counts = new double[buckets.size()];
        }

        /** False when no bucket has a value there. Buckets of the same bound ("1" and "1.0") are added up. */
        boolean load(int step) {
            size = 0;
            for (Bucket bucket : buckets) {
                double count = bucket.column().values()[step];
                if (Column.isAbsent(count)) {
                    continue;
                }
                if (size > 0 && bounds[size - 1] == bucket.bound()) {
                    counts[size - 1] += count;
                } else {
                    bounds[size] = bucket.bound();
                    counts[size] = count;
                    size++;
                }
            }
            return size > 0;
        }

        double quantile(double q) {
            if (Double.isNaN(q)) {
                return Double.NaN;
            }
            if (q < 0) {
                return Double.NEGATIVE_INFINITY;
            }
            if (q > 1) {
                return Double.POSITIVE_INFINITY;
            }
            if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
                return Double.NaN;
            }
            makeMonotonic();
            if (size < 2 || counts[size - 1] == 0) {
                return Double.NaN;
            }
            double rank = q * counts[size - 1];
            int bucket = 0;
            while (bucket < size - 1 && !(counts[bucket] >= rank)) {
                bucket++;
            }
            if (bucket == size - 1) {
                return bounds[size - 2];
            }
            if (bucket == 0 && bounds[0] <= 0) {
                return bounds[0];
            }
            double start = bucket == 0 ? 0 : bounds[bucket - 1];
            double below = bucket == 0 ? 0 : counts[bucket - 1];
            return start + (bounds[bucket] - start) * ((rank - below) / (counts[bucket] - below));
        }

        private void makeMonotonic() {
            double previous = counts[0];
            for (int i = 1; i < size; i++) {
                double current = counts[i];
                if (current == previous) {
                    continue;
                }
                if (isNearly(previous, current)) {
                    counts[i] = previous;
                } else if (current < previous) {
                    counts[i] = previous;
                    forced = true;
                } else {
                    previous = current;
                }
            }
        }

        private static boolean isNearly(double left, double right) {
            double sum = Math.abs(left) + Math.abs(right);
            double difference = Math.abs(left - right);
            if (left == 0 || right == 0 || sum < Double.MIN_NORMAL) {
                return difference < TOLERANCE * Double.MIN_NORMAL;
            }
            return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
        }
    }
}
