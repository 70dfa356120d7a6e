package io.binnacle.timeseries.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.ByteSource;

/**
 * Start times as bytes. One is <em>told</em> by a sender, or <em>carried</em> to the begin of a day's block, where it is in
 * force. Of equal times the greater bytes stay: so one that was told prevails over those that are carried, and of these the one
 * that was told last, whatever the order in which blocks are written and merged. Drawn in
 * {@code docs/format/histogram.md}. Any thread.
 */
public final class StartTimeCodec {

    private static final int CARRIED = 0;
    private static final int TOLD = 1;
    /** Before the start in what is carried: the form, and when it was told. */
    private static final int CARRIED_HEAD_BYTES = 1 + Long.BYTES;
    private static final int BYTES_MAX = CARRIED_HEAD_BYTES + 10;

    private StartTimeCodec() {
    }

    public static byte[] encode(long startMillis) {
        ByteSink into = new ByteSink(BYTES_MAX);
        into.putByte(TOLD);
        into.putZigzag(startMillis);
        return Arrays.copyOf(into.bytes(), into.size());
    }

    /** The bytes for a later time at which that one, told then, is still in force. */
    public static byte[] carry(long toldMillis, byte[] told) {
        ByteSink into = new ByteSink(BYTES_MAX);
        into.putByte(CARRIED);
        // The order of bytes is that of times.
        into.putLong(Long.reverseBytes(toldMillis ^ Long.MIN_VALUE));
        into.putZigzag(decode(told));
        return Arrays.copyOf(into.bytes(), into.size());
    }

    /** Whether both tell the same start, carried or not. */
    public static boolean isSame(byte[] one, byte[] other) {
        int from = startOffset(one);
        int otherFrom = startOffset(other);
        if (from == 0 || otherFrom == 0) {
            return Arrays.equals(one, other);
        }
        return Arrays.equals(one, from, one.length, other, otherFrom, other.length);
    }

    /** 0 in a form that this program does not know. */
    private static int startOffset(byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == TOLD) {
            return 1;
        }
        return bytes.length > CARRIED_HEAD_BYTES && bytes[0] == CARRIED ? CARRIED_HEAD_BYTES : 0;
    }

    /** @throws Corrupt the bytes are no start time, or of a version that this program does not know */
    public static long decode(byte[] bytes) {
        ByteSource from = new ByteSource();
        from.reset(Arrays.copyOf(bytes, bytes.length + ByteSource.PADDING_BYTES), 0, bytes.length);
        int form = from.readByte();
        if (form == CARRIED) {
            from.readLong();
        } else if (form != TOLD) {
            throw new Corrupt("a start time of form " + form + ", this program reads up to " + TOLD, null);
        }
        return from.readZigzag();
    }

    /**
     * What of those start times counts from {@code minMillis} on: the one in force there, and each that differs from the
     * one before.
     */
    public static List<StartTime> inForce(EventColumns events, long minMillis) {
        List<StartTime> found = new ArrayList<>();
        for (int i = 0; i < events.count(); i++) {
            StartTime next = new StartTime(events.times()[i], decode(events.payloads()[i]));
            if (!found.isEmpty() && next.fromMillis() <= minMillis) {
                found.clear();
            }
            if (found.isEmpty() || found.getLast().startMillis() != next.startMillis()) {
                found.add(next);
            }
        }
        return found;
    }
}
