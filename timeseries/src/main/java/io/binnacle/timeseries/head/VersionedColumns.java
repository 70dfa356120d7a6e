package io.binnacle.timeseries.head;

import java.util.Arrays;

import io.binnacle.timeseries.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one series in two sorted columns. Its one writer works on the arrays; readers see {@link View}s of them.
 *
 * <pre>
 *   times   [ . . . | 10 20 30 40 | 50 60 | . . ]
 *                   from          publishedTo   to
 * </pre>
 *
 * What lies before {@code publishedTo} is shown to readers and never changes: a late sample or a duplicate that must go
 * there goes into a copy, which the next view shows.
 */
public class VersionedColumns {

    private static final int CAPACITY_FIRST = 8;
    /** Objects and index entries beside the columns. */
    private static final int BYTES_FIXED = 250;

    /** What became of a sample. */
    public enum Outcome {
        STORED, DUPLICATE, TOO_OLD
    }

    /** What the series holds as of one commit; immutable but for the link to older views, which the writer cuts. */
    public static final class View {

        final long version;
        final long[] times;
        final double[] values;
        final int from;
        final int to;
        private @Nullable View previous;

        private View(long version, VersionedColumns series, @Nullable View previous) {
            this.version = version;
            this.times = series.times;
            this.values = series.values;
            this.from = series.from;
            this.to = series.to;
            this.previous = previous;
        }

        public boolean isEmpty() {
            return from == to;
        }

        public int from() {
            return from;
        }

        /** The place after the last sample. */
        public int to() {
            return to;
        }

        /** The place of the first sample from {@code from} on that is at that time or later. */
        public int firstAtLeast(int from, long millis) {
            int found = Arrays.binarySearch(times, from, to, millis);
            return found >= 0 ? found : -found - 1;
        }

        /** The place after the last sample from {@code from} on that is not later than that time. */
        public int end(int from, long millis) {
            return millis >= times[to - 1] ? to : firstAtLeast(from, millis + 1);
        }

        public long millis(int place) {
            return times[place];
        }

        public double value(int place) {
            return values[place];
        }

        public void copy(int place, int count, long[] intoTimes, double[] intoValues, int offset) {
            System.arraycopy(times, place, intoTimes, offset, count);
            System.arraycopy(values, place, intoValues, offset, count);
        }
    }

    private volatile @Nullable View view;

    private long[] times = new long[CAPACITY_FIRST];
    private double[] values = new double[CAPACITY_FIRST];
    private int from;
    private int to;
    private int publishedTo;
    private long touchedBy = -1;
    private long newestBeforeCommit;
    private long newestDropped = Long.MIN_VALUE / 2;

    public int count() {
        return to - from;
    }

    public long bytes() {
        return BYTES_FIXED + 16L * times.length;
    }

    /** The newest view that is no newer than that version; null when the series did not exist then. */
    public @Nullable View viewAt(long version) {
        View candidate = view;
        while (candidate != null && candidate.version > version) {
            candidate = candidate.previous;
        }
        return candidate;
    }

    /** True at the first touch of a commit. */
    public boolean touch(long version) {
        if (touchedBy == version) {
            return false;
        }
        touchedBy = version;
        newestBeforeCommit = newestEver();
        return true;
    }

    /** The time of its newest sample, be it {@linkplain #drop dropped}. */
    public long newestEver() {
        return to > from ? Math.max(newestDropped, times[to - 1]) : newestDropped;
    }

    public long newestBeforeCommit() {
        return newestBeforeCommit;
    }

    public Outcome put(long millis, double value, int samplesMax) {
        if (to == from || millis > times[to - 1]) {
            dropBeyond(samplesMax);
            insert(to, millis, value);
            return Outcome.STORED;
        }
        int found = Arrays.binarySearch(times, from, to, millis);
        if (found >= 0) {
            if (!Samples.prevails(value, values[found])) {
                return Outcome.DUPLICATE;
            }
            if (found < publishedTo) {
                copy(times.length);
                found = Arrays.binarySearch(times, from, to, millis);
            }
            values[found] = value;
            return Outcome.STORED;
        }
        int position = -found - 1;
        if (position == from && count() >= samplesMax) {
            return Outcome.TOO_OLD;
        }
        int distance = to - position;
        dropBeyond(samplesMax);
        insert(to - distance, millis, value);
        return Outcome.STORED;
    }

    private void dropBeyond(int samplesMax) {
        if (count() >= samplesMax) {
            from++;
        }
    }

    private void insert(int position, long millis, double value) {
        int distance = to - position;
        if (to == times.length) {
            // Room is made at the front by what was dropped, or by doubling when little was.
            copy(count() > times.length * 3 / 4 ? Math.addExact(times.length, times.length) : times.length);
        } else if (position < publishedTo) {
            copy(times.length);
        }
        int place = to - distance;
        if (distance > 0) {
            System.arraycopy(times, place, times, place + 1, distance);
            System.arraycopy(values, place, values, place + 1, distance);
        }
        times[place] = millis;
        values[place] = value;
        to++;
    }

    private void copy(int capacity) {
        long[] newTimes = new long[capacity];
        double[] newValues = new double[capacity];
        System.arraycopy(times, from, newTimes, 0, count());
        System.arraycopy(values, from, newValues, 0, count());
        to = count();
        from = 0;
        times = newTimes;
        values = newValues;
        publishedTo = 0;
    }

    public void dropBefore(long millis) {
        while (from < to && times[from] < millis) {
            from++;
        }
    }

    /** Takes out the samples from that time to that one, both inclusive; how many there were. Readers keep what they see. */
    public int drop(long minMillis, long maxMillis) {
        int first = place(minMillis);
        int end = maxMillis == Long.MAX_VALUE ? to : place(maxMillis + 1);
        int count = Math.max(0, end - first);
        if (count == 0) {
            return 0;
        }
        newestDropped = newestEver();
        int firstOfView = from;
        copy(times.length);
        first -= firstOfView;
        System.arraycopy(times, first + count, times, first, to - first - count);
        System.arraycopy(values, first + count, values, first, to - first - count);
        to -= count;
        return count;
    }

    /** Of the first sample at that time or later. */
    private int place(long millis) {
        int found = Arrays.binarySearch(times, from, to, millis);
        return found >= 0 ? found : -found - 1;
    }

    /** Shows the present state from that version on; keeps the older views that a reader may still ask for. */
    public void publish(long version, long oldestVersionNeeded) {
        View before = view;
        View needed = before;
        while (needed != null && needed.version > oldestVersionNeeded) {
            needed = needed.previous;
        }
        if (needed != null) {
            needed.previous = null;
        }
        view = new View(version, this, before);
        publishedTo = to;
    }
}
