package io.binnacle.timeseries.promql;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Evaluates function calls. */
final class FunctionCalls {

    private static final Map<String, DoubleUnaryOperator> BY_VALUE = Map.ofEntries(Map.entry("abs", Math::abs),
            Map.entry("ceil", Math::ceil), Map.entry("floor", Math::floor), Map.entry("exp", Math::exp),
            Map.entry("ln", Math::log), Map.entry("log2", FunctionCalls::log2), Map.entry("log10", Math::log10),
            Map.entry("sqrt", Math::sqrt), Map.entry("sgn", Math::signum), Map.entry("sin", Math::sin),
            Map.entry("cos", Math::cos), Map.entry("tan", Math::tan), Map.entry("asin", Math::asin),
            Map.entry("acos", Math::acos), Map.entry("atan", Math::atan), Map.entry("sinh", Math::sinh),
            Map.entry("cosh", Math::cosh), Map.entry("tanh", Math::tanh),
            Map.entry("asinh", x -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1))),
            Map.entry("acosh", x -> Math.log(x + Math.sqrt(x * x - 1))),
            Map.entry("atanh", x -> Math.log((1 + x) / (1 - x)) / 2), Map.entry("deg", x -> x * 180 / Math.PI),
            Map.entry("rad", x -> x * Math.PI / 180));

    private static final Map<String, ToDoubleFunction<ZonedDateTime>> BY_DATE = Map.of("minute",
            ZonedDateTime::getMinute, "hour", ZonedDateTime::getHour, "day_of_week",
            date -> date.getDayOfWeek().getValue() % 7, "day_of_month", ZonedDateTime::getDayOfMonth, "day_of_year",
            ZonedDateTime::getDayOfYear, "days_in_month", date -> YearMonth.from(date).lengthOfMonth(), "month",
            ZonedDateTime::getMonthValue, "year", ZonedDateTime::getYear);

    /** Range functions that leave the metric's name on, as their value is one of its samples. */
    private static final Set<String> KEEP_NAME = Set.of("last_over_time", "first_over_time");

    private final Evaluation evaluation;
    private final QueryContext context;
    private final LabelFunctions labelFunctions;

    FunctionCalls(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.context = evaluation.context();
        this.labelFunctions = new LabelFunctions(evaluation);
    }

    Value evaluate(Call call, Grid grid) {
        String name = call.function().name();
        List<Expression> arguments = call.arguments();
        DoubleUnaryOperator byValue = BY_VALUE.get(name);
        if (byValue != null) {
            return mapped(evaluation.vector(arguments.getFirst(), grid), byValue);
        }
        ToDoubleFunction<ZonedDateTime> byDate = BY_DATE.get(name);
        if (byDate != null) {
            return mapped(arguments.isEmpty() ? vectorOf(seconds(grid)) : evaluation.vector(arguments.getFirst(), grid),
                    seconds -> byDate.applyAsDouble(Instant.ofEpochSecond((long) seconds).atZone(ZoneOffset.UTC)));
        }
        RangeKernel kernel = RangeKernel.BY_NAME.get(name);
        if (kernel != null) {
            return overRange(call, arguments.getFirst(), grid, kernel);
        }
        return switch (name) {
            case "time" -> new Value.Scalar(seconds(grid));
            case "pi" -> new Value.Scalar(filled(Math.PI, grid));
            case "start" -> new Value.Scalar(filled(context.grid().startMillis() / 1000.0, grid));
            case "end" -> new Value.Scalar(filled(context.grid().endMillis() / 1000.0, grid));
            case "range" -> new Value.Scalar(
                    filled((context.grid().endMillis() - context.grid().startMillis()) / 1000.0, grid));
            case "step" -> new Value.Scalar(filled(context.isRange() ? context.grid().stepMillis() / 1000.0 : 0, grid));
            case "min_of", "max_of" -> ofTwo(name, arguments, grid);
            case "vector" -> vectorOf(evaluation.scalar(arguments.getFirst(), grid));
            case "scalar" -> scalar(evaluation.vector(arguments.getFirst(), grid), grid);
            case "timestamp" -> timestamp(arguments.getFirst(), grid);
            case "absent" -> absent(arguments.getFirst(), grid);
            case "absent_over_time" -> absentOverTime(call, grid);
            case "quantile_over_time" -> quantileOverTime(call, grid);
            case "predict_linear" -> predictLinear(call, grid);
            case "round" -> round(arguments, grid);
            case "clamp", "clamp_min", "clamp_max" -> clamp(name, arguments, grid);
            case "sort" -> sort(call, grid, false);
            case "sort_desc" -> sort(call, grid, true);
            case "label_replace" -> labelFunctions.replace(arguments, grid);
            case "label_join" -> labelFunctions.join(arguments, grid);
            case "histogram_quantile" -> ClassicHistograms.quantile(evaluation, call, grid);
            default -> throw QueryError.unsupported("function " + name);
        };
    }

    /** Each value through that function; the metric's name goes, for it is another thing now. */
    static Value.Vector mapped(Value.Vector input, DoubleUnaryOperator function) {
        List<Column> columns = new ArrayList<>(input.columns().size());
        for (Column column : input.columns()) {
            double[] values = column.values().clone();
            for (int i = 0; i < values.length; i++) {
                if (!Column.isAbsent(values[i])) {
                    values[i] = function.applyAsDouble(values[i]);
                }
            }
            columns.add(new Column(column.labels(), values).withoutName());
        }
        return Value.merged(columns);
    }

    /** Exact for powers of two, which the quotient of two logarithms is not. */
    private static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return Math.log(value);
        }
        int exponent = Math.getExponent(value);
        double fraction = Math.scalb(value, -exponent);
        return fraction == 1 ? exponent : exponent + Math.log(fraction) / Math.log(2);
    }

    /** Ascending, or descending; NaN last in both. */
    static int compare(double left, double right, boolean descending) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Boolean.compare(Double.isNaN(left), Double.isNaN(right));
        }
        if (left == right) {
            return 0;
        }
        return (left < right) == descending ? 1 : -1;
    }

    private static double[] seconds(Grid grid) {
        double[] seconds = new double[grid.size()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = grid.time(i) / 1000.0;
        }
        return seconds;
    }

    private static double[] filled(double value, Grid grid) {
        double[] values = new double[grid.size()];
        Arrays.fill(values, value);
        return values;
    }

    private static Value.Vector vectorOf(double[] values) {
        return new Value.Vector(List.of(new Column(Labels.empty(), values)));
    }

    private Value ofTwo(String name, List<Expression> arguments, Grid grid) {
        double[] left = evaluation.scalar(arguments.get(0), grid);
        double[] right = evaluation.scalar(arguments.get(1), grid);
        double[] values = new double[left.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = name.equals("min_of") ? Math.min(left[i], right[i]) : Math.max(left[i], right[i]);
        }
        return new Value.Scalar(values);
    }

    private static Value scalar(Value.Vector input, Grid grid) {
        double[] values = new double[grid.size()];
        int[] counts = new int[grid.size()];
        for (Column column : input.columns()) {
            for (int i = 0; i < values.length; i++) {
                if (column.has(i)) {
                    values[i] = column.values()[i];
                    counts[i]++;
                }
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (counts[i] != 1) {
                values[i] = Double.NaN;
            }
        }
        return new Value.Scalar(values);
    }

    private Value timestamp(Expression argument, Grid grid) {
        if (argument.unwrapped() instanceof Expression.VectorSelector selector) {
            return mapped(evaluation.select(selector, grid, true), time -> time);
        }
        double[] seconds = seconds(grid);
        List<Column> columns = new ArrayList<>();
        for (Column column : evaluation.vector(argument, grid).columns()) {
            double[] values = column.values().clone();
            for (int i = 0; i < values.length; i++) {
                if (column.has(i)) {
                    values[i] = seconds[i];
                }
            }
            columns.add(new Column(column.labels(), values).withoutName());
        }
        return Value.merged(columns);
    }

    private Value overRange(Call call, Expression argument, Grid grid, RangeKernel kernel) {
        if (!(argument.unwrapped() instanceof Expression.MatrixSelector selector)) {
            return Value.merged(samplesOverRange(call, argument, grid, kernel));
        }
        List<Column> columns = new ArrayList<>();
        for (RolledParts.Part part : parts(call, selector, grid)) {
            List<Column> found = part.resolution() == null
                    ? samplesOverRange(call, argument, part.grid(), kernel)
                    : pointsOverRange(call, selector, part, grid);
            columns.addAll(part.placed(found, grid));
        }
        return Value.merged(columns);
    }

    private List<RolledParts.Part> parts(Call call, Expression.MatrixSelector selector, Grid grid) {
        String name = call.function().name();
        return evaluation.rolled().of(grid, selector.vector().timing(), selector.rangeMillis(), name,
                RolledFunction.BY_NAME.containsKey(name), selector.span());
    }

    private List<Column> pointsOverRange(Call call, Expression.MatrixSelector selector, RolledParts.Part part,
            Grid whole) {
        String name = call.function().name();
        List<Column> columns = new ArrayList<>();
        new RolledRanges(evaluation).each(name, selector, part, column -> {
            remarkUnlessCounter(name, column.labels().metricName(), selector);
            context.hold(part.grid().size());
            columns.add(KEEP_NAME.contains(name) ? column : column.withoutName());
        });
        if (!columns.isEmpty()) {
            evaluation.rolled().say(part, whole, selector.span());
        }
        return columns;
    }

    private List<Column> samplesOverRange(Call call, Expression argument, Grid grid, RangeKernel kernel) {
        String name = call.function().name();
        List<Column> columns = new ArrayList<>();
        evaluation.ranges(argument, grid, series -> {
            Column column = Column.absent(series.labels(), grid.size());
            boolean any = false;
            for (int i = 0; i < grid.size(); i++) {
                if (series.slide()) {
                    column.values()[i] = kernel.apply(series);
                    any |= column.has(i);
                }
            }
            if (any) {
                remarkUnlessCounter(name, series.labels().metricName(), argument);
                context.hold(grid.size());
                columns.add(KEEP_NAME.contains(name) ? column : column.withoutName());
            }
        });
        return columns;
    }

    private void remarkUnlessCounter(String function, String metric, Expression argument) {
        boolean counter = function.equals("rate") || function.equals("increase");
        if (counter && !metric.isEmpty() && !metric.endsWith("_total") && !metric.endsWith("_sum")
                && !metric.endsWith("_count") && !metric.endsWith("_bucket")) {
            context.inform("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                    + Quoting.quote(metric), argument.span());
        }
    }

    private Value quantileOverTime(Call call, Grid grid) {
        double[] qs = evaluation.scalar(call.arguments().get(0), grid);
        warnOfQuantiles(context, qs, call.arguments().get(0));
        return overRange(call, call.arguments().get(1), grid, range -> Quantile.of(qs[range.step()],
                Arrays.copyOfRange(range.values(), range.from(), range.to()), range.count()));
    }

    static void warnOfQuantiles(QueryContext context, double[] qs, Expression argument) {
        for (double q : qs) {
            if (!Quantile.isValid(q)) {
                context.warn("quantile value should be between 0 and 1, got " + NumberText.format(q), argument.span());
            }
        }
    }

    private Value predictLinear(Call call, Grid grid) {
        double[] ahead = evaluation.scalar(call.arguments().get(1), grid);
        return overRange(call, call.arguments().get(0), grid, range -> {
            if (range.count() < 2) {
                return Column.ABSENT;
            }
            LinearRegression line = LinearRegression.of(range, grid.time(range.step()));
            return line.slope() * ahead[range.step()] + line.intercept();
        });
    }

    private Value round(List<Expression> arguments, Grid grid) {
        double[] nearest = arguments.size() > 1 ? evaluation.scalar(arguments.get(1), grid) : filled(1, grid);
        return mappedByStep(evaluation.vector(arguments.get(0), grid), (value, step) -> {
            double inverse = 1.0 / nearest[step];
            return Math.floor(value * inverse + 0.5) / inverse;
        });
    }

    private Value clamp(String name, List<Expression> arguments, Grid grid) {
        Value.Vector input = evaluation.vector(arguments.get(0), grid);
        double[] first = evaluation.scalar(arguments.get(1), grid);
        return switch (name) {
            case "clamp_min" -> mappedByStep(input, (value, step) -> Math.max(first[step], value));
            case "clamp_max" -> mappedByStep(input, (value, step) -> Math.min(first[step], value));
            default -> {
                double[] second = evaluation.scalar(arguments.get(2), grid);
                yield mappedByStep(input, (value, step) -> second[step] < first[step]
                        ? Column.ABSENT
                        : Math.max(first[step], Math.min(second[step], value)));
            }
        };
    }

    private interface StepFunction {
        double apply(double value, int step);
    }

    private static Value mappedByStep(Value.Vector input, StepFunction function) {
        List<Column> columns = new ArrayList<>();
        for (Column column : input.columns()) {
            double[] values = column.values().clone();
            for (int i = 0; i < values.length; i++) {
                if (column.has(i)) {
                    values[i] = function.apply(values[i], i);
                }
            }
            columns.add(new Column(column.labels(), values).withoutName());
        }
        return Value.merged(columns);
    }

    private Value sort(Call call, Grid grid, boolean descending) {
        Value.Vector input = evaluation.vector(call.arguments().getFirst(), grid);
        if (context.isRange()) {
            context.warn("sort is ineffective for range queries since results are always ordered by labels",
                    call.span());
            return input;
        }
        List<Column> columns = new ArrayList<>(input.columns());
        columns.removeIf(Column::isEmpty);
        columns.sort((left, right) -> compare(left.values()[0], right.values()[0], descending));
        return new Value.Vector(columns);
    }

    private Value absent(Expression argument, Grid grid) {
        double[] values = filled(1, grid);
        for (Column column : evaluation.vector(argument, grid).columns()) {
            for (int i = 0; i < values.length; i++) {
                if (column.has(i)) {
                    values[i] = Column.ABSENT;
                }
            }
        }
        return absence(values, argument instanceof Expression.VectorSelector selector ? selector : null);
    }

    private Value absentOverTime(Call call, Grid grid) {
        Expression argument = call.arguments().getFirst();
        double[] values = filled(1, grid);
        if (argument.unwrapped() instanceof Expression.MatrixSelector selector) {
            for (RolledParts.Part part : parts(call, selector, grid)) {
                if (part.resolution() == null) {
                    markPresent(argument, part.grid(), values, part.first());
                } else {
                    for (Column column : part.placed(pointsOverRange(call, selector, part, grid), grid)) {
                        for (int i = 0; i < values.length; i++) {
                            values[i] = column.has(i) ? Column.ABSENT : values[i];
                        }
                    }
                }
            }
        } else {
            markPresent(argument, grid, values, 0);
        }
        return absence(values, argument instanceof Expression.MatrixSelector selector ? selector.vector() : null);
    }

    private void markPresent(Expression argument, Grid grid, double[] values, int first) {
        evaluation.ranges(argument, grid, series -> {
            for (int i = 0; i < grid.size(); i++) {
                if (series.slide()) {
                    values[first + i] = Column.ABSENT;
                }
            }
        });
    }

    /** One element with the labels that the selector demands by equality, each once. */
    private static Value absence(double[] values, Expression.@Nullable VectorSelector selector) {
        Labels.Builder labels = new Labels.Builder();
        Set<String> seen = new HashSet<>();
        for (Matcher matcher : selector == null ? List.<Matcher>of() : selector.matchers()) {
            if (!matcher.name().equals(Label.METRIC_NAME)) {
                boolean first = matcher.operator() == Matcher.Operator.EQUAL && seen.add(matcher.name());
                labels.set(matcher.name(), first ? matcher.value() : "");
            }
        }
        Column column = new Column(labels.build(), values);
        return new Value.Vector(column.isEmpty() ? List.of() : List.of(column));
    }
}
