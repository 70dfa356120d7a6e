package io.binnacle.timeseries;

/** What a sample's value may mean beside a number, and which of two samples of the same time counts. */
public final class Samples {

    /** Bits of the value that ends a series: Prometheus' signalling NaN. Told apart from other NaNs by its bits only. */
    public static final long STALE_BITS = 0x7ff0_0000_0000_0002L;

    /** The value that says: from here on this series is no longer there. */
    public static final double STALE = Double.longBitsToDouble(STALE_BITS);

    /** Bits of the NaN that Prometheus stores as "not a number". Java's constant has others. */
    public static final long NAN_BITS = 0x7ff8_0000_0000_0001L;

    private Samples() {
    }

    public static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == STALE_BITS;
    }

    /**
     * Whether {@code candidate} replaces {@code present} at the same time of the same series: numbers before NaN before
     * stale markers, and the larger number before the smaller, NaNs by their bits. This depends on the two values alone,
     * not on the order of their arrival; so replicas, retries, replays of a log and merges of blocks all end with the same
     * samples.
     */
    public static boolean prevails(double candidate, double present) {
        int byKind = Integer.compare(kind(candidate), kind(present));
        if (byKind != 0) {
            return byKind > 0;
        }
        int byValue = Double.compare(candidate, present);
        return byValue != 0
                ? byValue > 0
                : Double.doubleToRawLongBits(candidate) > Double.doubleToRawLongBits(present);
    }

    private static int kind(double value) {
        if (!Double.isNaN(value)) {
            return 2;
        }
        return isStale(value) ? 0 : 1;
    }
}
