package io.binnacle.timeseries.event;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Events of one series and kind in memory, in order. Its one writer works on the arrays; readers see {@link View}s of
 * them, which never change.
 *
 * <pre>
 *   times   [ . . . | 10 20 30 40 | 50 60 | . . ]
 *                   from          publishedTo   to
 * </pre>
 *
 * What lies before {@code publishedTo} is shown to readers: what must go there goes into a copy, which the next view shows.
 */
public final class VersionedEvents {

    private static final int CAPACITY_FIRST = 4;
    /** Objects and index entries beside the columns. */
    private static final int BYTES_FIXED = 250;
    /** A time, a reference, an array's head. */
    private static final int EVENT_BYTES = 32;
    private static final byte[] LEAST = {};

    /** What there is as of one commit; immutable but for the link to older views, which the writer cuts. */
    public static final class View {

        private final long version;
        private final long[] times;
        private final byte[][] payloads;
        private final int from;
        private final int to;
        private @Nullable View previous;

        private View(long version, VersionedEvents events, @Nullable View previous) {
            this.version = version;
            this.times = events.times;
            this.payloads = events.payloads;
            this.from = events.from;
            this.to = events.to;
            this.previous = previous;
        }

        /** Appends those in the range, both ends inclusive. */
        public void read(long minMillis, long maxMillis, EventColumns into) {
            for (int i = place(times, payloads, from, to, minMillis, LEAST); i < to && times[i] <= maxMillis; i++) {
                into.append(times[i], payloads[i]);
            }
        }

        public boolean isEmpty(long minMillis, long maxMillis) {
            int first = place(times, payloads, from, to, minMillis, LEAST);
            return first == to || times[first] > maxMillis;
        }
    }

    private final boolean several;
    private volatile @Nullable View view;

    private long[] times = new long[CAPACITY_FIRST];
    private byte[][] payloads = new byte[CAPACITY_FIRST][];
    private int from;
    private int to;
    private int publishedTo;
    private long payloadBytes;
    private boolean changed;

    public VersionedEvents(EventKind kind) {
        this.several = kind.several();
    }

    // ---- the writer -------------------------------------------------------------------------------------------------

    /** Takes an event; false when it changes nothing, because it, or one that prevails, is there. */
    public boolean put(long millis, byte[] payload) {
        int place = place(times, payloads, from, to, millis, payload);
        if (place < to && times[place] == millis
                && (!several || Arrays.compareUnsigned(payloads[place], payload) == 0)) {
            return false;
        }
        if (!several && place > from && times[place - 1] == millis) {
            replace(place - 1, payload);
        } else {
            insert(place, millis, payload);
        }
        payloadBytes += payload.length;
        return true;
    }

    /** The first place whose event is not before that one. */
    private static int place(long[] times, byte[][] payloads, int from, int to, long millis, byte[] payload) {
        int low = from;
        int high = to;
        // Mostly it goes to the end.
        if (low < high && times[high - 1] < millis) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (EventColumns.compare(times[middle], payloads[middle], millis, payload) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void replace(int place, byte[] payload) {
        int behind = to - place;
        if (place < publishedTo) {
            copy(times.length);
        }
        payloadBytes -= payloads[to - behind].length;
        payloads[to - behind] = payload;
    }

    private void insert(int position, long millis, byte[] payload) {
        int behind = to - position;
        if (to == times.length) {
            copy(count() > times.length * 3 / 4 ? Math.multiplyExact(times.length, 2) : times.length);
        } else if (position < publishedTo) {
            copy(times.length);
        }
        int place = to - behind;
        if (behind > 0) {
            System.arraycopy(times, place, times, place + 1, behind);
            System.arraycopy(payloads, place, payloads, place + 1, behind);
        }
        times[place] = millis;
        payloads[place] = payload;
        to++;
    }

    private void copy(int capacity) {
        long[] newTimes = new long[capacity];
        byte[][] newPayloads = new byte[capacity][];
        System.arraycopy(times, from, newTimes, 0, count());
        System.arraycopy(payloads, from, newPayloads, 0, count());
        to = count();
        from = 0;
        times = newTimes;
        payloads = newPayloads;
        publishedTo = 0;
    }

    /** The payload of the last event at that time or before; null when there is none. */
    public byte @Nullable [] inForceAt(long millis) {
        int place = millis == Long.MAX_VALUE ? to : place(times, payloads, from, to, millis + 1, LEAST);
        return place == from ? null : payloads[place - 1];
    }

    /** The time of the last one. */
    public long newestMillis() {
        return times[to - 1];
    }

    /** Those before that time go, but for as many of the last ones as are to be kept. */
    public void dropBefore(long millis, int kept) {
        while (to - from > kept && times[from + kept] < millis) {
            payloadBytes -= payloads[from].length;
            from++;
        }
    }

    /** Takes out those from that time to that one, both inclusive; how many there were. Readers keep what they see. */
    public int drop(long minMillis, long maxMillis) {
        int first = place(times, payloads, from, to, minMillis, LEAST);
        int end = maxMillis == Long.MAX_VALUE ? to : place(times, payloads, from, to, maxMillis + 1, LEAST);
        int count = Math.max(0, end - first);
        if (count > 0) {
            for (int i = first; i < end; i++) {
                payloadBytes -= payloads[i].length;
            }
            first -= from;
            copy(times.length);
            System.arraycopy(times, first + count, times, first, to - first - count);
            System.arraycopy(payloads, first + count, payloads, first, to - first - count);
            to -= count;
            touch();
        }
        return count;
    }

    public int count() {
        return to - from;
    }

    public long bytes() {
        return BYTES_FIXED + (long) EVENT_BYTES * times.length + payloadBytes;
    }

    /** True at the first call since it was published last. */
    public boolean touch() {
        boolean first = !changed;
        changed = true;
        return first;
    }

    /** Whether it was touched since it was published last. */
    public boolean isTouched() {
        return changed;
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
        changed = false;
    }

    // ---- readers ----------------------------------------------------------------------------------------------------

    /** The newest view that is no newer than that version; null when there was nothing then. */
    public @Nullable View viewAt(long version) {
        View candidate = view;
        while (candidate != null && candidate.version > version) {
            candidate = candidate.previous;
        }
        return candidate;
    }
}
