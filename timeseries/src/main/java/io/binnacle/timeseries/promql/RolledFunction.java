package io.binnacle.timeseries.promql;

import java.util.List;
import java.util.Map;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;

/**
 * A function of a range that points can tell: of those whose windows end in the range. When range and step are multiples of the
 * resolution, and the time is one, these hold the range's samples exactly; else they are shifted by less than one window.
 *
 * @param aggregates the points it needs: one kind, or two, of which the first is divided by the second
 * @param finish what becomes of the combined points of one kind
 */
record RolledFunction(List<Aggregate> aggregates, Finish finish) {

    /** What becomes of the points of a range, put together to one number. */
    interface Finish {

        /** @param coveredMillis see {@link #coveredMillis} */
        double apply(double combined, long rangeMillis, double coveredMillis);
    }

    static final Map<String, RolledFunction> BY_NAME = Map.of(
            "rate", of(Aggregate.INCREASE, (sum, rangeMillis, coveredMillis) -> sum / (coveredMillis / 1000.0)),
            "increase", of(Aggregate.INCREASE, (sum, rangeMillis, coveredMillis) -> sum * rangeMillis / coveredMillis),
            "min_over_time", of(Aggregate.MIN),
            "max_over_time", of(Aggregate.MAX),
            "sum_over_time", of(Aggregate.SUM),
            "count_over_time", of(Aggregate.COUNT),
            "last_over_time", of(Aggregate.LAST),
            "present_over_time", of(Aggregate.COUNT, (count, rangeMillis, coveredMillis) -> 1),
            "absent_over_time", of(Aggregate.COUNT),
            "avg_over_time", new RolledFunction(List.of(Aggregate.SUM, Aggregate.COUNT),
                    (mean, rangeMillis, coveredMillis) -> mean));

    private static RolledFunction of(Aggregate aggregate) {
        return of(aggregate, (combined, rangeMillis, coveredMillis) -> combined);
    }

    private static RolledFunction of(Aggregate aggregate, Finish finish) {
        return new RolledFunction(List.of(aggregate), finish);
    }

    /** One number of those points, which there are. */
    static double combined(Aggregate aggregate, double[] points, int from, int to) {
        double combined = points[from];
        for (int i = from + 1; i < to; i++) {
            combined = aggregate.combine(combined, points[i]);
        }
        return combined;
    }

    /** The time that the windows that end in a range take together, with points or without. */
    static double coveredMillis(long endMillis, long rangeMillis, Resolution resolution) {
        long length = resolution.millis();
        return (Math.floorDiv(endMillis, length) - Math.floorDiv(endMillis - rangeMillis, length)) * length;
    }
}
