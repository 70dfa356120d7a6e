package io.binnacle.timeseries.promql;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Series;

/** A column of a function that is meant for counters; says so where a metric seems to be none. */
final class CounterColumn implements ColumnMaker {

    private final ColumnMaker inner;
    private final RangeCall call;
    private String remarked = "";

    CounterColumn(ColumnMaker inner, RangeCall call) {
        this.inner = inner;
        this.call = call;
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        boolean any = inner.make(series, samples, values);
        if (any) {
            call.begin(series::labels);
            String metric = call.metric();
            if (!metric.equals(remarked) || call.context().features().typeAndUnitLabels()) {
                call.remarkUnlessCounter();
                remarked = metric;
            }
        }
        return any;
    }

    /** Of a function of any name: there are two that mind. */
    static void remarkUnless(String function, Labels labels, Expression argument, QueryContext context) {
        if (context.features().typeAndUnitLabels() && isMeantForCounters(function) && labels.has(Label.METRIC_NAME)) {
            String type = labels.get("__type__");
            if (!type.equals("counter") && !type.equals("histogram")) {
                context.inform("metric might not be a counter, __type__ label is not set to \"counter\" or"
                        + " \"histogram\", got " + Quoting.quote(type) + ": " + Quoting.quote(labels.metricName()),
                        argument.span());
            }
        } else if (!context.features().typeAndUnitLabels()) {
            remarkUnless(function, labels.metricName(), argument, context);
        }
    }

    /** The same where only the name can tell. */
    static void remarkUnless(String function, String metric, Expression argument, QueryContext context) {
        if (isMeantForCounters(function) && !metric.isEmpty() && !metric.endsWith("_total") && !metric.endsWith("_sum")
                && !metric.endsWith("_count") && !metric.endsWith("_bucket")) {
            context.inform("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                    + Quoting.quote(metric), argument.span());
        }
    }

    static boolean isMeantForCounters(String function) {
        return function.equals("rate") || function.equals("increase");
    }
}
