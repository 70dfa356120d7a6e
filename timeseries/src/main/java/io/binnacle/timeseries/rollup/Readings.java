package io.binnacle.timeseries.rollup;

/** The first and the last reading of a counter in some stretch of time: its finite samples. Belongs to one thread. */
public final class Readings {

    /** Over a longer gap nobody knows what a counter did. */
    public static final long GAP_MILLIS_MAX = 3_600_000;

    private boolean any;
    private long firstMillis;
    private double firstValue;
    private long lastMillis;
    private double lastValue;

    public boolean any() {
        return any;
    }

    public long firstMillis() {
        return firstMillis;
    }

    public double firstValue() {
        return firstValue;
    }

    public long lastMillis() {
        return lastMillis;
    }

    public double lastValue() {
        return lastValue;
    }

    void clear() {
        any = false;
    }

    void set(Readings other) {
        any = other.any;
        firstMillis = other.firstMillis;
        firstValue = other.firstValue;
        lastMillis = other.lastMillis;
        lastValue = other.lastValue;
    }

    /** Takes a later one. */
    void add(long millis, double value) {
        if (!any) {
            any = true;
            firstMillis = millis;
            firstValue = value;
        }
        lastMillis = millis;
        lastValue = value;
    }

    /** By how much the counter grew from the last reading to that one; 0 when either was deleted, which NaN tells. */
    double step(long millis, double value) {
        if (!any || millis - lastMillis > GAP_MILLIS_MAX) {
            return 0;
        }
        double step = value < lastValue ? value : value - lastValue;
        return Double.isNaN(step) ? 0 : step;
    }
}
