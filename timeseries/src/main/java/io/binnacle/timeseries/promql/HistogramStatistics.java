package io.binnacle.timeseries.promql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.Subquery;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Token.Span;

/**
 * Finds the selectors of whose histograms only count and sum matter. Prometheus reads those in a way of its own
 * ({@code HistogramStatsIterator}), which alone tells of each histogram whether it began anew.
 */
final class HistogramStatistics {

    private static final List<String> STATISTICS = List.of("histogram_count", "histogram_sum", "histogram_avg");
    private static final List<String> OF_BUCKETS = List.of("histogram_quantile", "histogram_quantiles",
            "histogram_fraction");

    private final Set<Span> selectors = new HashSet<>();

    private HistogramStatistics() {
    }

    /** Where in the query they are. */
    static Set<Span> selectors(Expression query) {
        HistogramStatistics found = new HistogramStatistics();
        found.visit(query, false);
        return found.selectors;
    }

    private void visit(Expression expression, boolean wanted) {
        switch (expression) {
            case VectorSelector selector -> add(selector, wanted);
            case MatrixSelector selector -> add(selector.vector(), wanted);
            case Call call -> visitParts(call, !OF_BUCKETS.contains(call.function().name())
                    && (wanted || STATISTICS.contains(call.function().name())));
            case Binary binary -> visitParts(binary, false);
            case Subquery subquery -> visitParts(subquery, false);
            default -> visitParts(expression, wanted);
        }
    }

    private void visitParts(Expression expression, boolean wanted) {
        for (Expression part : Tree.parts(expression)) {
            visit(part, wanted);
        }
    }

    private void add(VectorSelector selector, boolean wanted) {
        if (wanted) {
            selectors.add(selector.span());
        }
    }
}
