package io.binnacle.timeseries.block;

/**
 * Columns like those of an estate of machines and services, by kind of metric in the shares found there: two fifths of
 * all series are buckets and counters of whole numbers, a tenth never moves, few need all bits of a double.
 */
final class EstateColumns {

    static final long STEP_MILLIS = 15_000;
    private static final long START_MILLIS = BlockModel.DAY;
    private static final double[] BELOW = {0.08, 0.2, 0.37, 0.55, 0.7, 0.8, 0.88, 0.93, 0.96, 0.98, 0.99, 0.995, 0.999,
            1};
    private static final double[] RATES = {2500, 90, 11, 3e6, 40_000, 9000, 0.3, 150_000, 600};

    /** What the metrics of a target are, and how many series each has. */
    enum Family {
        BYTES_TOTAL(0, 18), SECONDS_TOTAL(1, 12), MEMORY_BYTES(2, 11), RATIO(3, 3), CONSTANT(4, 13), TEMPERATURE(5,
                3), DURATION_BUCKET(6, 28), DURATION_SUM(7, 2), UP(8, 1), ERRORS_TOTAL(9, 9), LOAD(10, 1);

        final int metric;
        final int series;

        Family(int metric, int series) {
            this.metric = metric;
            this.series = series;
        }
    }

    private final double[] values;
    private final long[] times;

    EstateColumns(int ticks) {
        values = new double[ticks];
        times = new long[ticks];
    }

    static int seriesOfTarget() {
        int series = 0;
        for (Family family : Family.values()) {
            series += family.series;
        }
        return series;
    }

    double[] values() {
        return values;
    }

    long[] times() {
        return times;
    }

    /** Fills the columns with those of one series of one target. */
    void fill(Family family, int target, int index) {
        long offset = (long) (chance(target, 1) * STEP_MILLIS);
        for (int i = 0; i < times.length; i++) {
            long jitter = target % 50 == 0 ? (long) (chance(target, i) * 9) : 0;
            times[i] = START_MILLIS + offset + i * STEP_MILLIS + jitter;
        }
        long own = target * 1009L + family.name().hashCode() + index * 31L;
        double value = Math.floor(chance(own, -1) * 1e6);
        for (int i = 0; i < values.length; i++) {
            double chance = chance(own, i);
            double bell = (chance + chance(own + 7, i) + chance(own + 13, i) - 1.5) * 2;
            value = switch (family) {
                case BYTES_TOTAL -> value + Math.floor(15 * RATES[index % RATES.length] * (0.4 + 1.2 * chance));
                case SECONDS_TOTAL -> cents(value + 15 * 0.8 / (1 << index % 6) * (0.6 + 0.8 * chance));
                case MEMORY_BYTES -> Math.max(0,
                        value % 4096 == 0
                                ? value + 4096 * Math.rint(bell * 60 * (1 + index % 5))
                                : value * 4096);
                case RATIO -> 0.4 + 0.05 * bell;
                case CONSTANT -> index % 3 == 0 ? 0 : value;
                case TEMPERATURE -> 55 + Math.rint(bell * 4) / 2;
                case DURATION_BUCKET -> bucket(target, index, i, i == 0 ? 0 : value);
                case DURATION_SUM -> (i == 0 ? 0 : value) + 250 * 0.08 * (0.5 + chance);
                case UP -> chance < 0.0005 ? 0 : 1;
                case ERRORS_TOTAL -> (i == 0 ? 0 : value) + (chance < 0.001 ? 1 : 0);
                case LOAD -> cents(Math.max(0, 4 + bell));
            };
            values[i] = value;
        }
    }

    private static double bucket(int target, int index, int tick, double before) {
        long requests = target * 2L + index / BELOW.length;
        double hits = Math.floor((60 + 300 * chance(requests, -2)) * (0.5 + chance(requests, tick)));
        return before + Math.rint(hits * BELOW[index % BELOW.length]);
    }

    private static double cents(double value) {
        return Math.rint(value * 100) / 100;
    }

    /** Evenly in [0, 1), the same for the same numbers. */
    private static double chance(long a, long b) {
        long mixed = (a * 0x9E3779B97F4A7C15L) ^ (b * 0xC2B2AE3D27D4EB4FL);
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return ((mixed ^ mixed >>> 32) >>> 11) * 0x1p-53;
    }
}
