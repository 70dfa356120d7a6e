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
