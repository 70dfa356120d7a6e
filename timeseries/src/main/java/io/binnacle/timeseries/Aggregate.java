package io.binnacle.timeseries;

/** What a point of a {@link Rollup} tells of the samples in its window. */
public enum Aggregate {

    /** The least; NaN only when all are. */
    MIN(0) {
        @Override
        public double combine(double earlier, double later) {
            return later < earlier || Double.isNaN(earlier) ? later : earlier;
        }
    },
    /** The greatest; NaN only when all are. */
    MAX(1) {
        @Override
        public double combine(double earlier, double later) {
            return later > earlier || Double.isNaN(earlier) ? later : earlier;
        }
    },
    /** The sum; NaN when one is. */
    SUM(2) {
        @Override
        public double combine(double earlier, double later) {
            return earlier + later;
        }
    },
    COUNT(3) {
        @Override
        public double combine(double earlier, double later) {
            return earlier + later;
        }
    },
    LAST(4) {
        @Override
        public double combine(double earlier, double later) {
            return later;
        }
    },
    /**
     * By how much a counter grew: the steps to the finite samples of the window, each from the finite sample before it, be that in the
     * window or before. A step down is a reset, and counts what the counter has reached since. A step over more than an
     * hour counts nothing.
     */
    INCREASE(5) {
        @Override
        public double combine(double earlier, double later) {
            return earlier + later;
        }
    };

    private final int code;

    Aggregate(int code) {
        this.code = code;
    }

    /** Its number in files; never changes. */
    public int code() {
        return code;
    }

    /** That of two parts of a window, or of two windows beside each other, from those of each. */
    public abstract double combine(double earlier, double later);
}
