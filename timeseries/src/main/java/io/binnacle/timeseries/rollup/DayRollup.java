package io.binnacle.timeseries.rollup;

import java.util.Arrays;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;

/**
 * The points of one series that its samples of one day (UTC) make, with all aggregates. The last window of a day is a part only, and
 * so is the first when it ends at the day's first instant. Used again for the next series; belongs to one thread.
 */
public final class DayRollup {

    private static final Aggregate[] AGGREGATES = Aggregate.values();

    private long[] ends = new long[32];
    private final double[][] values = new double[AGGREGATES.length][32];
    private int count;
    private final Readings readings = new Readings();

    public int count() {
        return count;
    }

    /** The ends of the windows that hold a sample, ascending; good until the next change. */
    public long[] ends() {
        return ends;
    }

    /** As {@link #ends()}. */
    public double[] values(Aggregate aggregate) {
        return values[aggregate.code()];
    }

    public Readings readings() {
        return readings;
    }

    /** Holds the windows of five minutes of those samples, which ascend in time, instead of what it held. */
    public void roll(long[] times, double[] samples, int from, int to) {
        clear();
        for (int i = from; i < to; i++) {
            double value = samples[i];
            if (Samples.isStale(value)) {
                continue;
            }
            long end = Resolution.FIVE_MINUTES.windowEnd(times[i]);
            boolean begins = count == 0 || ends[count - 1] != end;
            for (Aggregate aggregate : AGGREGATES) {
                double of = switch (aggregate) {
                    case COUNT -> 1;
                    case INCREASE -> Double.isFinite(value) ? readings.step(times[i], value) : 0;
                    default -> value;
                };
                put(begins, end, aggregate, of);
            }
            count += begins ? 1 : 0;
            if (Double.isFinite(value)) {
                readings.add(times[i], value);
            }
        }
    }

    /** Holds the longer windows that the windows of another make. */
    public void fold(DayRollup finer, Resolution resolution) {
        count = 0;
        readings.set(finer.readings);
        for (int i = 0; i < finer.count; i++) {
            long end = resolution.windowEnd(finer.ends[i]);
            boolean begins = count == 0 || ends[count - 1] != end;
            for (Aggregate aggregate : AGGREGATES) {
                put(begins, end, aggregate, finer.values(aggregate)[i]);
            }
            count += begins ? 1 : 0;
        }
    }

    void clear() {
        count = 0;
        readings.clear();
    }

    /**
     * Holds that run of points of an aggregate. The windows of all aggregates are the same.
     *
     * @param shiftMillis by how much its times are later than the windows end
     */
    void set(Aggregate aggregate, SampleColumns run, int from, int to, long shiftMillis) {
        count = to - from;
        while (count > ends.length) {
            grow();
        }
        for (int i = 0; i < count; i++) {
            ends[i] = run.times()[from + i] - shiftMillis;
        }
        System.arraycopy(run.values(), from, values(aggregate), 0, count);
    }

    private void grow() {
        ends = Arrays.copyOf(ends, ends.length * 2);
        for (int i = 0; i < values.length; i++) {
            values[i] = Arrays.copyOf(values[i], ends.length);
        }
    }

    private void put(boolean begins, long end, Aggregate aggregate, double value) {
        if (begins && count == ends.length) {
            grow();
        }
        double[] column = values(aggregate);
        if (begins) {
            ends[count] = end;
            column[count] = value;
        } else {
            column[count - 1] = aggregate.combine(column[count - 1], value);
        }
    }

    /** The points of one aggregate whose windows end in the span. */
    public void take(Aggregate aggregate, WindowSpan span, DayPart into) {
        into.clear();
        double[] column = values(aggregate);
        for (int i = 0; i < count; i++) {
            if (ends[i] >= span.firstEnd() && ends[i] <= span.lastEnd()) {
                into.points().append(ends[i], column[i]);
            }
        }
        into.readings().set(readings);
    }
}
