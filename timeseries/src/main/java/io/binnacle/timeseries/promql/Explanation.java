package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.List;

/**
 * What a query touched, and where its time went.
 *
 * @param steps each part of the expression before its own parts, as often as it was evaluated
 */
public record Explanation(QueryResult result, QueryReport report, List<Step> steps) {

    /**
     * One evaluation of one part of the expression; what its parts took is included.
     *
     * @param depth how many parts it is a part of
     * @param times at how many times it was evaluated, all at once
     * @param series selected for it
     * @param samples read for it
     * @param results series that came of it; one of a scalar
     */
    public record Step(int depth, String expression, int times, long series, long samples, int results,
            Duration took) {}
}
