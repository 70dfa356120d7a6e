package io.binnacle.timeseries.promql;

import java.util.Arrays;

/** Tells whether a series has its numbers at the very times of the series before: what depends on times alone is kept then. */
final class SameTimes {

    private long[] times = new long[64];
    private int size = -1;

    /** Whether the buffer's times are those of the last call; remembers them. */
    boolean as(SampleBuffer buffer) {
        int count = buffer.size();
        if (count == size && Arrays.equals(buffer.times(), 0, count, times, 0, count)) {
            return true;
        }
        if (times.length < count) {
            times = new long[count + count / 2];
        }
        System.arraycopy(buffer.times(), 0, times, 0, count);
        size = count;
        return false;
    }
}
