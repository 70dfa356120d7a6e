package io.binnacle.timeseries.rollup;

import java.io.IOException;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.block.BlockWriter;

/**
 * How a day's points lie in a file, which is a block: each series has seven runs, one an aggregate and one of its first and last
 * reading. They follow each other because each is later than the one before by {@link #LANE_MILLIS}. Drawn in
 * {@code docs/format/rollup.md}; version 1. Belongs to one thread.
 */
public final class RollupFormat {

    /** Farther than any two times of a day are apart, and far from an overflow. */
    static final long LANE_MILLIS = 1L << 43;

    private static final Aggregate[] AGGREGATES = Aggregate.values();
    static final int READINGS_LANE = 6;
    private static final long DAY_MILLIS = 86_400_000;

    private long[] times = {};
    private final long[] readingTimes = new long[2];
    private final double[] readingValues = new double[2];
    private final SampleColumns found = new SampleColumns(2);

    /** Adds the points of the next series. */
    public void write(BlockWriter writer, int metric, int series, DayRollup points) throws IOException {
        int count = points.count();
        if (times.length < count) {
            times = new long[count + count / 2];
        }
        for (Aggregate aggregate : AGGREGATES) {
            for (int i = 0; i < count; i++) {
                times[i] = points.ends()[i] + aggregate.code() * LANE_MILLIS;
            }
            writer.add(metric, series, times, points.values(aggregate), count);
        }
        Readings readings = points.readings();
        if (readings.any()) {
            readingTimes[0] = readings.firstMillis() + READINGS_LANE * LANE_MILLIS;
            readingValues[0] = readings.firstValue();
            readingTimes[1] = readings.lastMillis() + READINGS_LANE * LANE_MILLIS;
            readingValues[1] = readings.lastValue();
            writer.add(metric, series, readingTimes, readingValues,
                    readings.firstMillis() == readings.lastMillis() ? 1 : 2);
        }
    }

    /**
     * Reads all that a series has in the file of a day.
     *
     * @param all as a walk through the file finds it
     * @param day days since 1970-01-01
     */
    public static void read(SampleColumns all, long day, DayRollup into) {
        into.clear();
        int next = 0;
        while (next < all.count()) {
            long lane = lane(all.times()[next], day);
            int from = next;
            while (next < all.count() && lane(all.times()[next], day) == lane) {
                next++;
            }
            if (lane == READINGS_LANE) {
                for (int i = from; i < next; i++) {
                    into.readings().add(all.times()[i] - lane * LANE_MILLIS, all.values()[i]);
                }
            } else {
                into.set(AGGREGATES[(int) lane], all, from, next, lane * LANE_MILLIS);
            }
        }
    }

    /** Of which run a time in the file of that day is: the code of an aggregate, or {@link #READINGS_LANE}. */
    static long lane(long millis, long day) {
        return Math.floorDiv(millis - day * DAY_MILLIS, LANE_MILLIS);
    }

    /** Whether that series has a point in the span. */
    public static boolean has(BlockReader reader, int metric, int series, WindowSpan span) {
        long lane = Aggregate.COUNT.code() * LANE_MILLIS;
        return reader.hasSamples(metric, series, span.firstEnd() + lane, span.lastEnd() + lane);
    }

    /**
     * Reads what that series has for the span; nothing when it is not there.
     *
     * @throws Corrupt a page is damaged
     */
    public void read(BlockReader reader, int metric, int series, WindowSpan span, DayPart into) {
        into.clear();
        long lane = span.rollup().aggregate().code() * LANE_MILLIS;
        SampleColumns points = into.points();
        reader.read(metric, series, span.firstEnd() + lane, span.lastEnd() + lane, points);
        for (int i = 0; i < points.count(); i++) {
            points.times()[i] -= lane;
        }
        if (span.rollup().aggregate() == Aggregate.INCREASE) {
            found.clear();
            // Whatever day it is: half a lane around the span lies in no other lane.
            reader.read(metric, series, span.firstEnd() + READINGS_LANE * LANE_MILLIS - LANE_MILLIS / 2,
                    Long.MAX_VALUE, found);
            for (int i = 0; i < found.count(); i++) {
                into.readings().add(found.times()[i] - READINGS_LANE * LANE_MILLIS, found.values()[i]);
            }
        }
    }
}
