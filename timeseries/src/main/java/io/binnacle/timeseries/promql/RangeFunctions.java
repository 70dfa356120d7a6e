package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Functions of a range: a kernel goes through the ranges of one series after another, sliding over all steps. */
final class RangeFunctions {

    /** Those whose value is one of the samples leave the metric's name on. */
    private static final Set<String> KEEP_NAME = Set.of("last_over_time", "first_over_time");
    private static final Set<String> EXPERIMENTAL = Set.of("mad_over_time", "first_over_time", "ts_of_min_over_time",
            "ts_of_max_over_time", "ts_of_first_over_time", "ts_of_last_over_time", "double_exponential_smoothing");
    private static final List<String> ANCHORED = List.of("changes", "delta", "increase", "rate", "resets");
    private static final List<String> SMOOTHED = List.of("delta", "increase", "rate");

    private static final List<Map<String, RangeKernel>> FAMILIES = List.of(OverTimeKernels.BY_NAME,
            RateKernels.BY_NAME, ChangeKernels.BY_NAME, TrendKernels.BY_NAME);

    private RangeFunctions() {
    }

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        for (Map<String, RangeKernel> family : FAMILIES) {
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

    private static @Nullable RangeKernel kernel(String name, Grid grid) {
        if (name.equals("predict_linear")) {
            return TrendKernels.predictLinear(grid);
        }
        for (Map<String, RangeKernel> family : FAMILIES) {
            RangeKernel kernel = family.get(name);
            if (kernel != null) {
                return kernel;
            }
        }
        return null;
    }

    /** Null when the call is of no such function, or not of a selector that samples, or points of one kind, answer. */
    static @Nullable SeriesColumns columns(Call call, Grid grid, Evaluation evaluation) {
        String name = call.function().name();
        QueryContext context = evaluation.context();
        RangeKernel kernel = kernel(name, grid);
        if (kernel == null || !(range(call).unwrapped() instanceof MatrixSelector selector)
                || selector.vector().extension() != Extension.NONE || context.features().startTimestamps()) {
            return null;
        }
        List<RolledParts.Part> parts = evaluation.rolled().of(selector, name, grid);
        Resolution resolution = parts.getFirst().resolution();
        RolledFunction rolled = RolledFunction.BY_NAME.get(name);
        if (parts.size() > 1 || (resolution != null && rolled == null)) {
            return null;
        }
        RangeWindow window = RangeWindow.of(context.references(selector.vector().timing(), grid), selector, context);
        List<double[]> scalars = RangeCall.scalars(call, range(call), grid, evaluation);
        RolledColumns points = resolution == null || rolled == null
                ? null
                : RolledColumns.of(rolled, resolution, selector.vector(), window, evaluation.selection());
        SeriesColumns.Source source = new SeriesColumns.Source(selector.vector(), selector.span(), resolution,
                points == null ? null : points.series(), window.minMillis(), window.maxMillis());
        return new SeriesColumns(source, true, !KEEP_NAME.contains(name), own -> {
            RangeCall ranges = new RangeCall(call, range(call), scalars, own);
            return points == null
                    ? maker(kernel, window, ranges)
                    : counted(name, points.makers().apply(own), ranges);
        });
    }

    private static ColumnMaker maker(RangeKernel kernel, RangeWindow window, RangeCall call) {
        String name = call.call().function().name();
        boolean plain = call.extension() == Extension.NONE && !call.context().features().startTimestamps();
        return switch (name) {
            case "sum_over_time", "avg_over_time" ->
                new TotalColumn(window, name.equals("avg_over_time"), call.context());
            case "min_over_time", "max_over_time" -> new ExtremeColumn(window, name.equals("min_over_time"));
            default -> counted(name, plain && Set.of("rate", "increase", "delta").contains(name)
                    ? new RateColumn(window, !name.equals("delta"), name.equals("rate"))
                    : new KernelColumn(window, kernel, call), call);
        };
    }

    private static ColumnMaker counted(String name, ColumnMaker maker, RangeCall call) {
        return CounterColumn.isMeantForCounters(name) ? new CounterColumn(maker, call) : maker;
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
            return ofSubquery(call, argument, grid, evaluation, kernel);
        }
        String name = call.function().name();
        requireExtension(name, selector.vector().extension());
        List<Column> columns = new ArrayList<>();
        for (RolledParts.Part part : evaluation.rolled().of(selector, name, grid)) {
            List<Column> found = part.resolution() == null
                    ? ofSamples(call, selector, part.grid(), evaluation, kernel)
                    : ofPoints(call, selector, part, grid, evaluation, kernel);
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
            Evaluation evaluation, RangeKernel kernel) {
        QueryContext context = evaluation.context();
        String name = call.function().name();
        RolledFunction rolled = RolledFunction.BY_NAME.get(name);
        Resolution resolution = part.resolution();
        if (rolled == null || resolution == null) {
            throw new BugException("no points can tell " + name);
        }
        RangeWindow window = new RangeWindow(context.references(selector.vector().timing(), part.grid()),
                selector.rangeMillis(), 0, 0);
        RolledColumns points = RolledColumns.of(rolled, resolution, selector.vector(), window, evaluation.selection());
        List<Column> columns = new ArrayList<>();
        for (RangePart one : new SeriesScan(context).run(points.series(), SeriesScan.PARTS_MAX, own -> {
            RangeCall ranges = new RangeCall(call, range(call), List.of(), own);
            return new RangePart(window, kernel, ranges, counted(name, points.makers().apply(own), ranges));
        })) {
            columns.addAll(one.columns());
        }
        if (!columns.isEmpty()) {
            evaluation.rolled().say(part, whole, selector.span());
        }
        return columns;
    }

    private static List<Column> ofSamples(Call call, MatrixSelector selector, Grid grid, Evaluation evaluation,
            RangeKernel kernel) {
        QueryContext context = evaluation.context();
        Expression argument = range(call);
        RangeWindow window = RangeWindow.of(context.references(selector.vector().timing(), grid), selector, context);
        List<double[]> scalars = RangeCall.scalars(call, argument, grid, evaluation);
        List<Column> columns = new ArrayList<>();
        for (RangePart part : new SeriesScan(context).run(evaluation.selection().series(selector.vector().matchers()),
                SeriesScan.PARTS_MAX, own -> {
                    RangeCall ranges = new RangeCall(call, argument, scalars, own);
                    return new RangePart(window, kernel, ranges, maker(kernel, window, ranges));
                })) {
            columns.addAll(part.columns());
        }
        return columns;
    }

    private static List<Column> ofSubquery(Call call, Expression argument, Grid grid, Evaluation evaluation,
            RangeKernel kernel) {
        RangeCall ranges = new RangeCall(call, argument, RangeCall.scalars(call, argument, grid, evaluation),
                evaluation.context());
        RangeColumns columns = new RangeColumns(kernel, ranges, grid.size());
        evaluation.ranges(argument, grid, columns::add);
        return columns.columns();
    }

    static boolean keepsName(Call call) {
        return KEEP_NAME.contains(call.function().name());
    }
}
