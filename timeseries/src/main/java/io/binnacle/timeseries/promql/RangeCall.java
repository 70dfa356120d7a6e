package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;

/** What a kernel knows beside the range: the call's other arguments, and whom to tell what is odd. One thread. */
final class RangeCall {

    private final QueryContext context;
    private final Expression argument;
    private final Call call;
    private final List<double[]> scalars;
    /** What was said of the present series, so that no text is made twice; by identity of the text's maker. */
    private final Set<UnaryOperator<String>> said = new HashSet<>();
    /** Of all series, when the selector says so; else empty. */
    private final String metric;
    private Supplier<Labels> labels = Labels::empty;

    /** @param scalars see {@link #scalars(Call, Expression, Grid, Evaluation)} */
    RangeCall(Call call, Expression argument, List<double[]> scalars, QueryContext context) {
        this.context = context;
        this.call = call;
        this.argument = argument;
        this.scalars = scalars;
        this.metric = argument.unwrapped() instanceof MatrixSelector selector ? selector.vector().metric() : "";
    }

    /** The values of the call's scalar arguments, at each step. */
    @SuppressWarnings("ReferenceEquality") // the argument itself, not one like it
    static List<double[]> scalars(Call call, Expression argument, Grid grid, Evaluation evaluation) {
        List<double[]> scalars = new ArrayList<>();
        for (Expression other : call.arguments()) {
            if (other != argument && other.type() == Expression.ValueType.SCALAR) {
                scalars.add(evaluation.scalar(other, grid));
            }
        }
        return scalars;
    }

    /** From now on it is about the series with these labels. */
    void begin(Supplier<Labels> ofSeries) {
        labels = ofSeries;
        said.clear();
    }

    /** A buffer for the samples of the range. */
    SampleBuffer buffer() {
        return argument.unwrapped() instanceof MatrixSelector selector
                ? context.buffer(selector.vector())
                : new SampleBuffer();
    }

    /** The name of the series' metric; no labels are made for it where the selector tells. */
    String metric() {
        return metric.isEmpty() ? labels.get().metricName() : metric;
    }

    /** Says that the function may not be meant for such a series. */
    void remarkUnlessCounter() {
        String function = call.function().name();
        if (metric.isEmpty() || context.features().typeAndUnitLabels()) {
            CounterColumn.remarkUnless(function, labels.get(), argument, context);
        } else {
            CounterColumn.remarkUnless(function, metric, argument, context);
        }
    }

    QueryContext context() {
        return context;
    }

    Call call() {
        return call;
    }

    /** The value of the call's scalar argument of that number, at a step. */
    double scalar(int index, int step) {
        return scalars.get(index)[step];
    }

    double[] scalars(int index) {
        return scalars.get(index);
    }

    Extension extension() {
        return argument.unwrapped() instanceof MatrixSelector selector
                ? selector.vector().extension()
                : Extension.NONE;
    }

    /** @param text made of the metric's name */
    void warn(UnaryOperator<String> text) {
        if (said.add(text)) {
            context.warn(text.apply(metric()), argument.span());
        }
    }

    /** @param text made of the metric's name */
    void inform(UnaryOperator<String> text) {
        if (said.add(text)) {
            context.inform(text.apply(metric()), argument.span());
        }
    }

    /** Custom bounds differed and were reconciled. */
    void reconciled(String operation) {
        context.inform(Remarks.reconciledBounds(operation), argument.span());
    }

    void collidingResets() {
        context.warn(Remarks.collidingResets("aggregation"), argument.span());
    }
}
