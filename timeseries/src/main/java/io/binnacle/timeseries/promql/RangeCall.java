package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final List<double[]> scalars = new ArrayList<>();
    /** What was said of the present series, so that no text is made twice; by identity of the text's maker. */
    private final Set<UnaryOperator<String>> said = new HashSet<>();
    private String metric = "";

    @SuppressWarnings("ReferenceEquality") // the argument itself, not one like it
    RangeCall(Call call, Expression argument, Grid grid, Evaluation evaluation) {
        this.context = evaluation.context();
        this.call = call;
        this.argument = argument;
        for (Expression other : call.arguments()) {
            if (other != argument && other.type() == Expression.ValueType.SCALAR) {
                scalars.add(evaluation.scalar(other, grid));
            }
        }
    }

    void series(Labels labels) {
        metric = labels.metricName();
        said.clear();
    }

    String metric() {
        return metric;
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
            context.warn(text.apply(metric), argument.span());
        }
    }

    /** @param text made of the metric's name */
    void inform(UnaryOperator<String> text) {
        if (said.add(text)) {
            context.inform(text.apply(metric), argument.span());
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
