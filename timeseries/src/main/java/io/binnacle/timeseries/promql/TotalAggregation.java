package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramTotal;
import io.binnacle.timeseries.promql.Token.Span;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** {@code sum} and {@code avg} of one group: of numbers or of histograms, not of both at one time. */
final class TotalAggregation {

    private final boolean mean;
    private final QueryContext context;
    private final Span span;
    private final StepTotals numbers;
    private final int size;
    /** One a step; empty as long as no member has histograms. */
    private List<@Nullable HistogramTotal> histograms = List.of();
    private final BitSet incompatible = new BitSet();

    TotalAggregation(boolean mean, int size, QueryContext context, Span span) {
        this.mean = mean;
        this.size = size;
        this.context = context;
        this.span = span;
        this.numbers = new StepTotals(size);
    }

    Column of(Labels labels, List<Column> members) {
        ResultColumn result = new ResultColumn(labels, size);
        for (Column member : members) {
            result.dropName(member.dropsName());
            if (member.hasHistograms()) {
                addHistograms(member);
            }
            addNumbers(member.values());
        }
        for (int i = 0; i < size; i++) {
            put(i, result);
        }
        return result.column();
    }

    private void addNumbers(double[] values) {
        for (int i = 0; i < size; i++) {
            double value = values[i];
            if (Column.isAbsent(value)) {
                continue;
            }
            if (mean) {
                numbers.addToMean(i, value);
            } else {
                numbers.addToSum(i, value);
            }
        }
    }

    private void addHistograms(Column member) {
        if (histograms.isEmpty()) {
            List<@Nullable HistogramTotal> none = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                none.add(null);
            }
            histograms = none;
        }
        for (int i = 0; i < size; i++) {
            FloatHistogram histogram = member.histogram(i);
            if (histogram == null || incompatible.get(i)) {
                continue;
            }
            HistogramTotal total = histograms.get(i);
            if (total == null) {
                histograms.set(i, new HistogramTotal(histogram));
            } else if (!(mean ? total.addToMean(histogram) : total.add(histogram))) {
                incompatible.set(i);
                context.warn(Remarks.mixedSchemas(member.labels().metricName()), span);
            }
        }
    }

    private void put(int step, ResultColumn result) {
        HistogramTotal total = histograms.isEmpty() ? null : histograms.get(step);
        if (total == null) {
            if (numbers.count(step) > 0) {
                result.put(step, mean ? numbers.mean(step) : numbers.sum(step));
            }
            return;
        }
        if (numbers.count(step) > 0) {
            context.warn("encountered a mix of histograms and floats for aggregation", span);
            return;
        }
        if (total.boundsReconciled()) {
            context.inform(Remarks.reconciledBounds("aggregation"), span);
        }
        if (incompatible.get(step)) {
            return;
        }
        if (total.resetsCollide()) {
            context.warn(Remarks.collidingResets("aggregation"), span);
        }
        result.put(step, (mean ? total.mean() : total.sum()).compact());
    }
}
