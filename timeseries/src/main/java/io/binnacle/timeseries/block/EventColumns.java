package io.binnacle.timeseries.block;

import java.util.Arrays;

/** Events of one series and kind in two growing columns that are used again. Belongs to one thread. */
public final class EventColumns {

    private long[] times = new long[16];
    private byte[][] payloads = new byte[16][];
    private int count;

    /** The array itself, good until the columns grow; what lies behind {@link #count()} is of no meaning. */
    public long[] times() {
        return times;
    }

    /** As {@link #times()}; the payloads themselves are nobody else's. */
    public byte[][] payloads() {
        return payloads;
    }

    public int count() {
        return count;
    }

    public void clear() {
        count = 0;
    }

    public void append(long millis, byte[] payload) {
        if (count == times.length) {
            times = Arrays.copyOf(times, Math.multiplyExact(count, 2));
            payloads = Arrays.copyOf(payloads, times.length);
        }
        times[count] = millis;
        payloads[count] = payload;
        count++;
    }
}
