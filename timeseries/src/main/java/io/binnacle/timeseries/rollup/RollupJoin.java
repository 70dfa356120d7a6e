package io.binnacle.timeseries.rollup;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.SampleColumns;

/** Makes the points of a series from what its days add, day after day. Belongs to one thread. */
public final class RollupJoin {

    private static final long DAY_MILLIS = 86_400_000;

    private final WindowSpan span;
    private final SampleColumns points;
    private final Readings before = new Readings();
    private final DayRollup fine = new DayRollup();
    private final DayRollup coarse = new DayRollup();
    private final DayPart rolled = new DayPart();

    /** @param points to append to */
    public RollupJoin(WindowSpan span, SampleColumns points) {
        this.span = span;
        this.points = points;
    }

    /** Adds the part of the next day that has one. */
    public void add(DayPart day) {
        Aggregate aggregate = span.rollup().aggregate();
        SampleColumns added = day.points();
        int last = points.count() - 1;
        // The window that ends at midnight is of both days.
        boolean meets = last >= 0 && added.count() > 0 && points.times()[last] == added.times()[0];
        if (meets) {
            points.values()[last] = aggregate.combine(points.values()[last], added.values()[0]);
        }
        points.append(added, meets ? 1 : 0, added.count());
        if (aggregate == Aggregate.INCREASE && day.readings().any()) {
            stepOverMidnight(day.readings(), points.count() - added.count());
            before.set(day.readings());
        }
    }

    private void stepOverMidnight(Readings readings, int fromPoint) {
        double step = before.step(readings.firstMillis(), readings.firstValue());
        long end = span.rollup().resolution().windowEnd(readings.firstMillis());
        for (int i = Math.max(0, fromPoint - 1); i < points.count() && points.times()[i] <= end; i++) {
            if (points.times()[i] == end) {
                points.values()[i] += step;
            }
        }
    }

    /** Adds what samples make, of as many days as they are of; they ascend in time. */
    public void add(SampleColumns samples) {
        int from = 0;
        while (from < samples.count()) {
            long dayEnd = Math.floorDiv(samples.times()[from], DAY_MILLIS) * DAY_MILLIS + DAY_MILLIS;
            int to = from + 1;
            while (to < samples.count() && samples.times()[to] < dayEnd) {
                to++;
            }
            fine.roll(samples.times(), samples.values(), from, to);
            DayRollup wanted = fine;
            if (span.rollup().resolution() != Resolution.FIVE_MINUTES) {
                coarse.fold(fine, span.rollup().resolution());
                wanted = coarse;
            }
            wanted.take(span.rollup().aggregate(), span, rolled);
            add(rolled);
            from = to;
        }
    }
}
