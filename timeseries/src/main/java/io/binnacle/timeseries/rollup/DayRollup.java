package io.binnacle.timeseries.rollup;

import java.util.Arrays;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
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
        count = 0;
        readings.clear();
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

    private void put(boolean begins, long end, Aggregate aggregate, double value) {
        if (begins && count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            for (int i = 0; i < values.length; i++) {
                values[i] = Arrays.copyOf(values[i], count * 2);
            }
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
