package io.binnacle.timeseries.rollup;

import io.binnacle.timeseries.SampleColumns;

/** What one day adds to the points of a series: those of one aggregate, and its readings. Used again; belongs to one thread. */
public final class DayPart {

    private final SampleColumns points = new SampleColumns();
    private final Readings readings = new Readings();

    public SampleColumns points() {
        return points;
    }

    /** Known when the aggregate is an increase. */
    public Readings readings() {
        return readings;
    }

    public void clear() {
        points.clear();
        readings.clear();
    }
}
