package io.binnacle.timeseries.promql;

/**
 * Which samples a range takes in at each step.
 *
 * @param references the ends of the ranges, one a step
 * @param beforeMillis how much further back an extended selector looks
 * @param afterMillis how far behind its end an extended selector looks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RangeWindow(long[] references, long rangeMillis, long beforeMillis, long afterMillis) {

    static RangeWindow of(long[] references, Expression.MatrixSelector selector, QueryContext context) {
        long lookback = context.limits().lookback().toMillis();
        return switch (selector.vector().extension()) {
            case NONE -> new RangeWindow(references, selector.rangeMillis(), 0, 0);
            case ANCHORED -> new RangeWindow(references, selector.rangeMillis(), lookback, 0);
            case SMOOTHED -> new RangeWindow(references, selector.rangeMillis(), lookback, lookback);
        };
    }

    long minMillis() {
        return references[0] - rangeMillis - beforeMillis + 1;
    }

    long maxMillis() {
        return references[references.length - 1] + afterMillis;
    }
}
