package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.FloatText;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Token.Span;
import io.binnacle.timeseries.promql.Value.Column;

/** The functions {@code histogram_...}. */
final class HistogramFunctions {

    private HistogramFunctions() {
    }

    static List<Function> all() {
        return List.of(of("histogram_count", FloatHistogram::count), of("histogram_sum", FloatHistogram::sum),
                of("histogram_avg", NativeHistograms::average), of("histogram_stdvar", NativeHistograms::variance),
                of("histogram_stddev", histogram -> Math.sqrt(NativeHistograms.variance(histogram))),
                Function.of("v:ssv", "histogram_fraction", HistogramFunctions::fraction),
                Function.of("v:sv", "histogram_quantile", HistogramFunctions::quantile),
                Function.of("v:vts*", "histogram_quantiles", HistogramFunctions::quantiles).asExperimental());
    }

    /** A number of each native histogram; numbers are left out. */
    private static Function of(String name, ToDoubleFunction<FloatHistogram> number) {
        return Function.of("v:v", name, (call, grid, evaluation) -> {
            List<Column> columns = new ArrayList<>();
            for (Column column : evaluation.vector(call.arguments().getFirst(), grid).columns()) {
                Column result = column.with(Column.absent(column.labels(), grid.size()).values());
                for (int i = 0; i < grid.size(); i++) {
                    FloatHistogram histogram = column.histogram(i);
                    if (histogram != null) {
                        result.values()[i] = number.applyAsDouble(histogram);
                    }
                }
                if (!result.isEmpty()) {
                    columns.add(result.renamed(evaluation.context()));
                }
            }
            return Value.merged(columns);
        });
    }

    private static Value fraction(Call call, Grid grid, Evaluation evaluation) {
        QueryContext context = evaluation.context();
        double[] lower = evaluation.scalar(call.arguments().get(0), grid);
        double[] upper = evaluation.scalar(call.arguments().get(1), grid);
        Span span = call.arguments().getFirst().span();
        HistogramInput input = input(call.arguments().get(2), grid, evaluation);
        List<Column> columns = new ArrayList<>();
        for (Column column : input.answers(new HistogramInput.Question() {
            @Override
            public double ofNative(FloatHistogram histogram, String metric, int step) {
                return NativeHistograms.fraction(lower[step], upper[step], histogram, metric, context, span);
            }

            @Override
            public double ofClassic(ClassicHistogram histogram, int step) {
                return histogram.fraction(lower[step], upper[step]);
            }
        })) {
            columns.add(column.renamed(context));
        }
        return Value.merged(columns);
    }

    private static HistogramInput input(Expression argument, Grid grid, Evaluation evaluation) {
        return new HistogramInput(evaluation.vector(argument, grid), grid.size(), evaluation.context(),
                argument.span());
    }

    private static Value quantile(Call call, Grid grid, Evaluation evaluation) {
        double[] quantiles = evaluation.scalar(call.arguments().get(0), grid);
        warnOfQuantiles(quantiles, call.arguments().get(0), evaluation.context());
        HistogramInput input = input(call.arguments().get(1), grid, evaluation);
        List<Column> columns = new ArrayList<>();
        for (Column column : input.answers(new Quantiles(call, call.arguments().get(1), quantiles, grid,
                evaluation.context()))) {
            columns.add(column.renamed(evaluation.context()));
        }
        return Value.merged(columns);
    }

    private static void warnOfQuantiles(double[] quantiles, Expression argument, QueryContext context) {
        double warned = 0;
        for (double q : quantiles) {
            if (!Quantile.isValid(q) && Double.compare(q, warned) != 0) {
                Quantile.warn(context, q, argument.span());
                warned = q;
            }
        }
    }

    /** Several quantiles at once, told apart by a label. */
    private static Value quantiles(Call call, Grid grid, Evaluation evaluation) {
        QueryContext context = evaluation.context();
        Expression vector = call.arguments().get(0);
        String label = Evaluation.text(call.arguments().get(1));
        HistogramInput input = input(vector, grid, evaluation);
        Map<Labels, ResultColumn> results = new LinkedHashMap<>();
        for (Expression argument : call.arguments().subList(2, call.arguments().size())) {
            double[] quantiles = evaluation.scalar(argument, grid);
            warnOfQuantiles(quantiles, argument, context);
            for (Column column : input.answers(new Quantiles(call, vector, quantiles, grid, context))) {
                Column renamed = column.renamed(context);
                for (int i = 0; i < grid.size(); i++) {
                    if (renamed.has(i)) {
                        Labels labels = renamed.labels().with(label, FloatText.openMetrics(quantiles[i]));
                        put(results.computeIfAbsent(labels, key -> new ResultColumn(key, grid.size())), renamed, i);
                    }
                }
            }
        }
        return new Value.Vector(results.values().stream().map(ResultColumn::column).toList());
    }

    private static void put(ResultColumn result, Column column, int step) {
        if (result.has(step)) {
            throw QueryError.execution("vector cannot contain metrics with the same labelset");
        }
        result.dropName(column.dropsName());
        result.copy(step, column);
    }

    /** Asks for a quantile, and says what had to be done to find it. */
    private record Quantiles(Call call, Expression vector, List<double[]> quantiles, Grid grid, QueryContext context)
            implements
                HistogramInput.Question {

        Quantiles(Call call, Expression vector, double[] quantiles, Grid grid, QueryContext context) {
            this(call, vector, List.of(quantiles), grid, context);
        }

        private double quantile(int step) {
            return quantiles.getFirst()[step];
        }

        @Override
        public double ofNative(FloatHistogram histogram, String metric, int step) {
            return NativeHistograms.quantile(quantile(step), histogram, metric, context,
                    call.arguments().getFirst().span());
        }

        @Override
        public double ofClassic(ClassicHistogram histogram, int step) {
            double value = histogram.quantile(quantile(step));
            MonotonicityFix fix = histogram.fix();
            if (fix != null) {
                String metric = context.features().delayedNameRemoval() ? histogram.metric() : "";
                context.remarks().forcedMonotonicity(metric, vector.span(), grid.time(step), fix);
            }
            return value;
        }
    }
}
