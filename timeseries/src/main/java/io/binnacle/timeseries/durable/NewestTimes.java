package io.binnacle.timeseries.durable;

import java.util.Arrays;

/** The time of the newest sample of each series, by its number. One writer; kept across restarts by {@link StateFile}. */
final class NewestTimes {

    /** A series without a sample; far below any time, and safe to subtract a window from. */
    static final long NONE = Long.MIN_VALUE / 2;

    private long[] millis = new long[1024];
    private int size;

    NewestTimes() {
        Arrays.fill(millis, NONE);
    }

    long get(int series) {
        return series < size ? millis[series] : NONE;
    }

    void set(int series, long newest) {
        if (series >= millis.length) {
            int before = millis.length;
            millis = Arrays.copyOf(millis, Math.max(series + 1, before + (before >> 1)));
            Arrays.fill(millis, before, millis.length, NONE);
        }
        millis[series] = newest;
        size = Math.max(size, series + 1);
    }

    /** One more than the highest number. */
    int size() {
        return size;
    }

    long[] copy() {
        return Arrays.copyOf(millis, size);
    }
}
