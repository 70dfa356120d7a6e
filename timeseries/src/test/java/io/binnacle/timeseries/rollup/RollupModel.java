package io.binnacle.timeseries.rollup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Samples;

/** What points samples have, by the words of the contract and in lists and maps only. */
public final class RollupModel {

    private static final long DAY = 86_400_000;
    private static final long FIVE_MINUTES = 300_000;

    private RollupModel() {
    }

    /** The bits of the points of all windows that end in the range, by their ends. */
    public static NavigableMap<Long, Long> points(NavigableMap<Long, Double> samples, Rollup rollup, long min,
            long max) {
        // Window of the resolution → day → window of five minutes → what its samples add.
        NavigableMap<Long, NavigableMap<Long, NavigableMap<Long, List<Double>>>> windows = new TreeMap<>();
        Map<Long, Double> stepsOverMidnight = new TreeMap<>();
        long before = 0;
        Double reading = null;
        for (Map.Entry<Long, Double> sample : samples.entrySet()) {
            long time = sample.getKey();
            double value = sample.getValue();
            if (Samples.isStale(value)) {
                continue;
            }
            double added = value;
            if (rollup.aggregate() == Aggregate.COUNT) {
                added = 1;
            } else if (rollup.aggregate() == Aggregate.INCREASE) {
                added = 0;
                if (Double.isFinite(value)) {
                    double step = reading == null || time - before > 3_600_000
                            ? 0
                            : value < reading ? value : value - reading;
                    if (reading != null && day(before) != day(time)) {
                        stepsOverMidnight.put(end(time, rollup.resolution().millis()), step);
                    } else {
                        added = step;
                    }
                    reading = value;
                    before = time;
                }
            }
            windows.computeIfAbsent(end(time, rollup.resolution().millis()), key -> new TreeMap<>())
                    .computeIfAbsent(day(time), key -> new TreeMap<>())
                    .computeIfAbsent(end(time, FIVE_MINUTES), key -> new ArrayList<>()).add(added);
        }
        NavigableMap<Long, Long> points = new TreeMap<>();
        windows.forEach((end, days) -> {
            List<Double> byDay = days.values().stream()
                    .map(fine -> one(rollup.aggregate(),
                            fine.values().stream().map(values -> one(rollup.aggregate(), values)).toList()))
                    .toList();
            double point = one(rollup.aggregate(), byDay);
            Double step = stepsOverMidnight.get(end);
            if (end >= min && end <= max) {
                points.put(end, Double.doubleToRawLongBits(step == null ? point : point + step));
            }
        });
        return points;
    }

    private static long day(long time) {
        return Math.floorDiv(time, DAY);
    }

    private static long end(long time, long length) {
        return Math.floorDiv(time + length - 1, length) * length;
    }

    private static double one(Aggregate aggregate, List<Double> values) {
        double result = values.getFirst();
        for (double value : values.subList(1, values.size())) {
            result = switch (aggregate) {
                case MIN -> Double.isNaN(result) || value < result ? value : result;
                case MAX -> Double.isNaN(result) || value > result ? value : result;
                case SUM, COUNT, INCREASE -> result + value;
                case LAST -> value;
            };
        }
        return result;
    }
}
