package io.binnacle.timeseries;

import java.util.Arrays;

/** Samples of one series in two growing columns that are used again. Belongs to one thread; the arrays are for all to fill. */
public final class SampleColumns {

    private long[] times;
    private double[] values;
    private int count;

    public SampleColumns() {
        this(256);
    }

    public SampleColumns(int capacity) {
        times = new long[Math.max(1, capacity)];
        values = new double[Math.max(1, capacity)];
    }

    /** The array itself, good until the columns grow; what lies behind {@link #count()} is of no meaning. */
    public long[] times() {
        return times;
    }

    /** As {@link #times()}. */
    public double[] values() {
        return values;
    }

    public int count() {
        return count;
    }

    public void clear() {
        count = 0;
    }

    public void append(long millis, double value) {
        if (count == times.length) {
            reserve(1);
        }
        times[count] = millis;
        values[count] = value;
        count++;
    }

    /** Appends all that the cursor has left. */
    public void append(SampleCursor cursor) {
        int read;
        do {
            reserve(1);
            read = cursor.read(times, values, count);
            count += read;
        } while (read > 0);
    }

    /** Appends the samples of another one from that place to that one, which is exclusive. */
    public void append(SampleColumns other, int from, int to) {
        reserve(to - from);
        System.arraycopy(other.times, from, times, count, to - from);
        System.arraycopy(other.values, from, values, count, to - from);
        count += to - from;
    }

    /** The place of the first sample at that time or later; {@link #count()} when there is none. The times must ascend. */
    public int firstAtLeast(long millis) {
        int found = Arrays.binarySearch(times, 0, count, millis);
        return found >= 0 ? found : -found - 1;
    }

    /** Makes room for that many samples behind {@link #count()}; the caller fills it and then tells {@link #count(int)}. */
    public void reserve(int more) {
        int needed = Math.addExact(count, more);
        if (needed > times.length) {
            int capacity = (int) Math.max(needed, Math.min(times.length * 2L, Integer.MAX_VALUE - 8));
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
        }
    }

    public void count(int newCount) {
        count = newCount;
    }

    /**
     * Merges other samples, in order of time, into those from {@code from} on; of two of one time the one that
     * {@linkplain Samples#prevails prevails} stays.
     */
    public void merge(int from, SampleColumns other) {
        if (other.count == 0) {
            return;
        }
        if (from == count || times[count - 1] < other.times[0]) {
            reserve(other.count);
            System.arraycopy(other.times, 0, times, count, other.count);
            System.arraycopy(other.values, 0, values, count, other.count);
            count += other.count;
            return;
        }
        long[] leftTimes = Arrays.copyOfRange(times, from, count);
        double[] leftValues = Arrays.copyOfRange(values, from, count);
        reserve(other.count);
        int left = 0;
        int right = 0;
        int size = from;
        while (left < leftTimes.length || right < other.count) {
            boolean takeLeft = right == other.count
                    || (left < leftTimes.length && leftTimes[left] <= other.times[right]);
            if (takeLeft && right < other.count && leftTimes[left] == other.times[right]) {
                // The same time on both sides: only the one that prevails goes on.
                takeLeft = !Samples.prevails(other.values[right], leftValues[left]);
                times[size] = leftTimes[left];
                values[size++] = takeLeft ? leftValues[left] : other.values[right];
                left++;
                right++;
            } else if (takeLeft) {
                times[size] = leftTimes[left];
                values[size++] = leftValues[left++];
            } else {
                times[size] = other.times[right];
                values[size++] = other.values[right++];
            }
        }
        count = size;
    }
}
