package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.List;

/**
 * What a query touched, and where its time went.
 *
 * @param samplesPeak how many samples were in memory at once
 * @param steps each part of the expression before its own parts, as often as it was evaluated
 */
public record Explanation(QueryResult result, QueryReport report, long samplesPeak, List<Step> steps) {

    /** What a part of an expression is. */
    public enum Kind {
        NUMBER, STRING, SELECTOR, RANGE_SELECTOR, SUBQUERY, FUNCTION, AGGREGATION, OPERATOR, SIGN, PARENTHESES
    }

    /**
     * One evaluation of one part of the expression; what its parts took is included.
     *
     * @param depth how many parts it is a part of
     * @param fused evaluated with the part around it, series by series: of its own it took but finding and reading
     * @param times at how many times it was evaluated, all at once
     * @param series selected for it
     * @param samples read for it
     * @param results series that came of it; one of a scalar; of a fused part, those that were selected
     */
    public record Step(Kind kind, int depth, String expression, boolean fused, int times, long series, long samples,
            long results, Timings timings) {}

    /**
     * @param took from beginning to end
     * @param finding series by their matchers
     * @param reading samples, of all threads together
     */
    public record Timings(Duration took, Duration finding, Duration reading) {}
}
