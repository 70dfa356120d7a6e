package io.binnacle.telemetry.intake.history.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was deleted of a block's series, and is still in its chunks. */
final class Tombstones {

    /** Of a block without such a file. */
    static final Tombstones NONE = new Tombstones();

    private static final int MAGIC = 0x0130BA30;
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 5;

    /** Both ends belong to it. */
    private record Interval(long minMillis, long maxMillis) {}

    private final Map<Long, List<Interval>> bySeries = new HashMap<>();

    private Tombstones() {
    }

    Tombstones(FileBytes file) {
        file.expectMagic(MAGIC, VERSION);
        long end = file.size() - Integer.BYTES;
        if (end < HEAD_BYTES) {
            throw file.corrupt("it is too short");
        }
        file.check(HEAD_BYTES, end);
        file.seek(HEAD_BYTES);
        while (file.position() < end) {
            long series = file.readUvarint();
            Interval interval = new Interval(file.readVarint(), file.readVarint());
            bySeries.computeIfAbsent(series, key -> new ArrayList<>()).add(interval);
        }
    }

    /** Whether the sample of that time is deleted. */
    boolean cover(long series, long millis) {
        if (bySeries.isEmpty()) {
            return false;
        }
        for (Interval one : bySeries.getOrDefault(series, List.of())) {
            if (one.minMillis <= millis && millis <= one.maxMillis) {
                return true;
            }
        }
        return false;
    }
}
