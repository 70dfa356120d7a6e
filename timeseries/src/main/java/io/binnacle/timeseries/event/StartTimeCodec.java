package io.binnacle.timeseries.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.ByteSource;

/** Start times as bytes: version, zigzag of the milliseconds. Drawn in {@code docs/format/histogram.md}. Any thread. */
public final class StartTimeCodec {

    private static final int VERSION = 1;
    private static final int BYTES_MAX = 11;

    private StartTimeCodec() {
    }

    public static byte[] encode(long startMillis) {
        ByteSink into = new ByteSink(BYTES_MAX);
        into.putByte(VERSION);
        into.putZigzag(startMillis);
        return Arrays.copyOf(into.bytes(), into.size());
    }

    /** @throws Corrupt the bytes are no start time, or of a version that this program does not know */
    public static long decode(byte[] bytes) {
        ByteSource from = new ByteSource();
        from.reset(Arrays.copyOf(bytes, bytes.length + ByteSource.PADDING_BYTES), 0, bytes.length);
        int version = from.readByte();
        if (version != VERSION) {
            throw new Corrupt("a start time of version " + version + ", this program reads " + VERSION, null);
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
