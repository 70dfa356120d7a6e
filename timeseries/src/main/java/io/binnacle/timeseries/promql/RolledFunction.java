package io.binnacle.timeseries.promql;

import java.util.List;
import java.util.Map;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;

/**
 * A function of a range that points can tell: of those whose windows end in the range. When range and step are multiples of the
 * resolution, and the time is one, these hold the range's samples exactly; else they are shifted by less than one window.
 *
 * @param aggregates the points it needs
 */
record RolledFunction(List<Aggregate> aggregates, Kernel kernel) {

    /** The function, of one series at one step, where there is a point in the range. */
    interface Kernel {

        /** @param ranges one an aggregate, over the same windows */
        double apply(List<RangeSeries> ranges, Resolution resolution);
    }

    static final Map<String, RolledFunction> BY_NAME = Map.of(
            "rate", of(Aggregate.INCREASE, (sum, range, resolution) -> sum / (covered(range, resolution) / 1000.0)),
            "increase", of(Aggregate.INCREASE,
                    (sum, range, resolution) -> sum * range.rangeMillis() / covered(range, resolution)),
            "min_over_time", of(Aggregate.MIN),
            "max_over_time", of(Aggregate.MAX),
            "sum_over_time", of(Aggregate.SUM),
            "count_over_time", of(Aggregate.COUNT),
            "last_over_time", of(Aggregate.LAST),
            "present_over_time", of(Aggregate.COUNT, (count, range, resolution) -> 1),
            "absent_over_time", of(Aggregate.COUNT),
            "avg_over_time", new RolledFunction(List.of(Aggregate.SUM, Aggregate.COUNT),
                    (ranges, resolution) -> combined(ranges.get(0), Aggregate.SUM)
                            / combined(ranges.get(1), Aggregate.COUNT)));

    /** What becomes of the combined points. */
    private interface Finish {
        double apply(double combined, RangeSeries range, Resolution resolution);
    }

    private static RolledFunction of(Aggregate aggregate) {
        return of(aggregate, (combined, range, resolution) -> combined);
    }

    private static RolledFunction of(Aggregate aggregate, Finish finish) {
        return new RolledFunction(List.of(aggregate), (ranges, resolution) -> finish
                .apply(combined(ranges.getFirst(), aggregate), ranges.getFirst(), resolution));
    }

    private static double combined(RangeSeries range, Aggregate aggregate) {
        double combined = range.values()[range.from()];
        for (int i = range.from() + 1; i < range.to(); i++) {
            combined = aggregate.combine(combined, range.values()[i]);
        }
        return combined;
    }

    /** The time that the windows that end in the range take together, with points or without. */
    private static long covered(RangeSeries range, Resolution resolution) {
        long length = resolution.millis();
        return (Math.floorDiv(range.endMillis(), length)
                - Math.floorDiv(range.endMillis() - range.rangeMillis(), length)) * length;
    }
}
