package io.binnacle.timeseries.event;

import java.util.Arrays;

/**
 * Events of one series and kind in two growing columns that are used again; by time, those of one time by their bytes.
 * Belongs to one thread.
 */
public final class EventColumns {

    private long[] times = new long[16];
    private byte[][] payloads = new byte[16][];
    private int count;

    /** The array itself, good until the columns grow; what lies behind {@link #count()} is of no meaning. */
    public long[] times() {
        return times;
    }

    /** As {@link #times()}; the payloads themselves are not to be changed. */
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

    /**
     * Appends the next one in order, of events that come from several places: of equal ones only the first stays, and of
     * different ones of one time that with the greater bytes, unless {@code several} may be there.
     */
    public void put(long millis, byte[] payload, boolean several) {
        int last = count - 1;
        if (last < 0 || times[last] != millis) {
            append(millis, payload);
            return;
        }
        int order = Arrays.compareUnsigned(payload, payloads[last]);
        if (order > 0 && several) {
            append(millis, payload);
        } else if (order > 0) {
            payloads[last] = payload;
        }
    }

    /** Takes other events too, in order; what {@link #put} says decides between those of one time. */
    public void merge(EventColumns other, boolean several) {
        if (count == 0 || other.count == 0 || times[count - 1] < other.times[0]) {
            for (int i = 0; i < other.count; i++) {
                append(other.times[i], other.payloads[i]);
            }
            return;
        }
        long[] myTimes = Arrays.copyOf(times, count);
        byte[][] myPayloads = Arrays.copyOf(payloads, count);
        count = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < myTimes.length || theirs < other.count) {
            boolean takeMine = theirs == other.count || (mine < myTimes.length
                    && compare(myTimes[mine], myPayloads[mine], other.times[theirs], other.payloads[theirs]) <= 0);
            if (takeMine) {
                put(myTimes[mine], myPayloads[mine++], several);
            } else {
                put(other.times[theirs], other.payloads[theirs++], several);
            }
        }
    }

    /** The order of events. */
    static int compare(long millis, byte[] payload, long otherMillis, byte[] otherPayload) {
        int byTime = Long.compare(millis, otherMillis);
        return byTime != 0 ? byTime : Arrays.compareUnsigned(payload, otherPayload);
    }
}
