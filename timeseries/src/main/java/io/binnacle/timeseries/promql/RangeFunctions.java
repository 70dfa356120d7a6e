package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Value.Column;

/** Functions of a range: a kernel goes through the ranges of one series after another, sliding over all steps. */
final class RangeFunctions {

    /** Those whose value is one of the samples leave the metric's name on. */
    private static final Set<String> KEEP_NAME = Set.of("last_over_time", "first_over_time");
    private static final Set<String> EXPERIMENTAL = Set.of("mad_over_time", "first_over_time", "ts_of_min_over_time",
            "ts_of_max_over_time", "ts_of_first_over_time", "ts_of_last_over_time", "double_exponential_smoothing");
    private static final List<String> ANCHORED = List.of("changes", "delta", "increase", "rate", "resets");
    private static final List<String> SMOOTHED = List.of("delta", "increase", "rate");

    /** A kernel may take a millisecond a step: so it is asked often enough whether anybody waits. */
    private static final int STEPS_A_CHECK = 128;

    private RangeFunctions() {
    }

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        for (Map<String, RangeKernel> family : List.of(OverTimeKernels.BY_NAME, RateKernels.BY_NAME,
                ChangeKernels.BY_NAME, TrendKernels.BY_NAME)) {
            family.forEach((name, kernel) -> {
                Function function = Function.of(form(name), name, (call, grid, evaluation) -> Value
                        .merged(overRange(call, grid, evaluation, kernel)));
                functions.add(EXPERIMENTAL.contains(name) ? function.asExperimental() : function);
            });
        }
        functions.add(Function.of("v:ms", "predict_linear", (call, grid, evaluation) -> Value
                .merged(overRange(call, grid, evaluation, TrendKernels.predictLinear(grid)))));
        return functions;
    }

    private static String form(String name) {
        return switch (name) {
            case "quantile_over_time" -> "v:sm";
            case "double_exponential_smoothing" -> "v:mss";
            default -> "v:m";
        };
    }

    private static Expression range(Call call) {
        for (Expression argument : call.arguments()) {
            if (argument.type() == Expression.ValueType.MATRIX) {
                return argument;
            }
        }
        throw new BugException("no range: " + call);
    }

    /** The columns that the kernel makes of the call's range. */
    static List<Column> overRange(Call call, Grid grid, Evaluation evaluation, RangeKernel kernel) {
        Expression argument = range(call);
        if (!(argument.unwrapped() instanceof MatrixSelector selector)) {
            return ofSamples(call, argument, grid, evaluation, kernel);
        }
        String name = call.function().name();
        requireExtension(name, selector.vector().extension());
        List<Column> columns = new ArrayList<>();
        for (RolledParts.Part part : evaluation.rolled().of(grid, selector.vector().timing(), selector.rangeMillis(),
                name, selector.vector().extension() == Extension.NONE && RolledFunction.BY_NAME.containsKey(name),
                selector.span())) {
            List<Column> found = part.resolution() == null
                    ? ofSamples(call, argument, part.grid(), evaluation, kernel)
                    : ofPoints(call, selector, part, grid, evaluation);
            columns.addAll(part.placed(found, grid));
        }
        return columns;
    }

    private static void requireExtension(String function, Extension extension) {
        List<String> allowed = extension == Extension.ANCHORED ? ANCHORED : SMOOTHED;
        if (extension != Extension.NONE && !allowed.contains(function)) {
            throw QueryError.execution(extension.toString().strip() + " modifier can only be used with: "
                    + String.join(", ", allowed) + " - not with " + function);
        }
    }

    private static List<Column> ofPoints(Call call, MatrixSelector selector, RolledParts.Part part, Grid whole,
            Evaluation evaluation) {
        String name = call.function().name();
        List<Column> columns = new ArrayList<>();
        new RolledRanges(evaluation).each(name, selector, part, column -> {
            remarkUnlessCounter(name, column.labels(), selector, evaluation.context());
            evaluation.context().hold(part.grid().size());
            columns.add(KEEP_NAME.contains(name) ? column : column.renamed(evaluation.context()));
        });
        if (!columns.isEmpty()) {
            evaluation.rolled().say(part, whole, selector.span());
        }
        return columns;
    }

    private static List<Column> ofSamples(Call call, Expression argument, Grid grid, Evaluation evaluation,
            RangeKernel kernel) {
        String name = call.function().name();
        QueryContext context = evaluation.context();
        List<Column> columns = new ArrayList<>();
        RangeCall ranges = new RangeCall(call, argument, grid, evaluation);
        boolean extended = ranges.extension() != Extension.NONE;
        evaluation.ranges(argument, grid, series -> {
            ranges.series(series.labels());
            double[] values = Column.absent(series.labels(), grid.size()).values();
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
                if (extended && series.histogramCount() > 0) {
                    throw QueryError.execution("smoothed and anchored modifiers do not work with native histograms");
                }
                values[i] = kernel.apply(series, ranges);
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
                remarkUnlessCounter(name, series.labels(), argument, context);
            }
            if (anyNumber || histograms != null) {
                context.hold(values.length + weight);
                Column column = new Column(series.labels(), series.dropsName(), values, histograms);
                columns.add(KEEP_NAME.contains(name) ? column : column.renamed(context));
            }
        });
        return columns;
    }

    private static void remarkUnlessCounter(String function, Labels labels, Expression argument,
            QueryContext context) {
        String metric = labels.metricName();
        if (metric.isEmpty() || !(function.equals("rate") || function.equals("increase"))) {
            return;
        }
        if (context.features().typeAndUnitLabels()) {
            String type = labels.get("__type__");
            if (!type.equals("counter") && !type.equals("histogram")) {
                context.inform("metric might not be a counter, __type__ label is not set to \"counter\" or"
                        + " \"histogram\", got " + Quoting.quote(type) + ": " + Quoting.quote(metric), argument.span());
            }
        } else if (!metric.endsWith("_total") && !metric.endsWith("_sum") && !metric.endsWith("_count")
                && !metric.endsWith("_bucket")) {
            context.inform("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                    + Quoting.quote(metric), argument.span());
        }
    }
}
