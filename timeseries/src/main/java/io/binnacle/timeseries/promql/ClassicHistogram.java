package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** A histogram whose buckets are series with a label {@code le}, as it is at one step after another. One thread. */
final class ClassicHistogram {

    /** Differences between buckets that are smaller than this, relatively, are rounding and no sign of anything. */
    private static final double TOLERANCE = 1e-12;

    @SuppressWarnings("ArrayRecordComponent") // a column; never compared
    private record Bucket(double bound, double[] counts) {}

    private final String metric;
    private final List<Bucket> buckets = new ArrayList<>();
    private final BitSet forgotten = new BitSet();
    private boolean sorted;
    private double[] bounds = {};
    private double[] counts = {};
    private int size;
    private @Nullable MonotonicityFix fix;

    ClassicHistogram(String metric) {
        this.metric = metric;
    }

    void add(double bound, Column column) {
        buckets.add(new Bucket(bound, column.values()));
    }

    String metric() {
        return metric;
    }

    /** From now on it has nothing there. */
    void forget(int step) {
        forgotten.set(step);
    }

    /** Whether a bucket has a count there. */
    boolean has(int step) {
        if (forgotten.get(step)) {
            return false;
        }
        for (Bucket bucket : buckets) {
            if (!Column.isAbsent(bucket.counts()[step])) {
                return true;
            }
        }
        return false;
    }

    /** Goes to that step, at which it must have a bucket. Buckets of the same bound ("1" and "1.0") are added up. */
    void load(int step) {
        if (!sorted) {
            buckets.sort(Comparator.comparingDouble(Bucket::bound));
            bounds = new double[buckets.size()];
            counts = new double[buckets.size()];
            sorted = true;
        }
        size = 0;
        fix = null;
        for (Bucket bucket : buckets) {
            double count = bucket.counts()[step];
            if (Column.isAbsent(count)) {
                continue;
            }
            if (size > 0 && bounds[size - 1] == bucket.bound()) {
                counts[size - 1] += count;
            } else {
                bounds[size] = bucket.bound();
                counts[size] = count;
                size++;
            }
        }
    }

    /** What {@link #quantile} had to do to the counts; null when nothing. */
    @Nullable
    MonotonicityFix fix() {
        return fix;
    }

    private boolean isOpen() {
        return bounds[size - 1] != Double.POSITIVE_INFINITY;
    }

    double quantile(double q) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (isOpen()) {
            return Double.NaN;
        }
        makeMonotonic();
        if (size < 2 || counts[size - 1] == 0) {
            return Double.NaN;
        }
        double rank = q * counts[size - 1];
        int bucket = 0;
        while (bucket < size - 1 && !(counts[bucket] >= rank)) {
            bucket++;
        }
        if (bucket == size - 1) {
            return bounds[size - 2];
        }
        if (bucket == 0 && bounds[0] <= 0) {
            return bounds[0];
        }
        double start = bucket == 0 ? 0 : bounds[bucket - 1];
        double below = bucket == 0 ? 0 : counts[bucket - 1];
        return start + (bounds[bucket] - start) * ((rank - below) / (counts[bucket] - below));
    }

    private void makeMonotonic() {
        double previous = counts[0];
        for (int i = 1; i < size; i++) {
            double current = counts[i];
            if (current == previous) {
                continue;
            }
            if (isNearly(previous, current)) {
                counts[i] = previous;
            } else if (current < previous) {
                counts[i] = previous;
                double difference = previous - current;
                fix = fix == null
                        ? new MonotonicityFix(bounds[i], bounds[i], difference)
                        : new MonotonicityFix(Math.min(fix.leastBound(), bounds[i]),
                                Math.max(fix.greatestBound(), bounds[i]),
                                Math.max(fix.greatestDifference(), difference));
            } else {
                previous = current;
            }
        }
    }

    private static boolean isNearly(double left, double right) {
        double sum = Math.abs(left) + Math.abs(right);
        double difference = Math.abs(left - right);
        if (left == 0 || right == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }

    /** The share of observations between two values. */
    double fraction(double lower, double upper) {
        double total = counts[size - 1];
        if (isOpen() || total == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        double lowerRank = Math.min(rank(lower), total);
        double upperRank = Math.min(rank(upper), total);
        return (upperRank - lowerRank) / total;
    }

    /** How many observations are at most that value; none of an infinite bucket that the value lies inside of. */
    private double rank(double value) {
        double start = bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
        double below = 0;
        for (int i = 0; i < size; i++) {
            if (start >= value) {
                return below;
            }
            if (bounds[i] > value) {
                return Double.isInfinite(start)
                        ? counts[i] - below
                        : below + (counts[i] - below) * (value - start) / (bounds[i] - start);
            }
            start = bounds[i];
            below = counts[i];
        }
        return Double.POSITIVE_INFINITY;
    }
}
