package io.binnacle.insight.rule.evaluation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * The times at which a group is evaluated: every interval, at a place within it that its name and file decide, so that groups
 * are spread, and stay where they are after a restart.
 */
final class Slots {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long intervalMillis;
    private final long offsetMillis;

    Slots(String file, String group, Duration interval) {
        this.intervalMillis = Math.max(1, interval.toMillis());
        this.offsetMillis = Long.remainderUnsigned(hash(file + '\0' + group), intervalMillis);
    }

    /** FNV-1a with a last stir, without which names that differ in their last letter would stand side by side. */
    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }

    /**
     * A slot, and how many before it came to nothing.
     *
     * @param missed since the slot that was evaluated last
     */
    record Next(Instant at, long missed) {}

    /** The first slot after that time. */
    Instant after(Instant now) {
        long millis = now.toEpochMilli();
        return Instant
                .ofEpochMilli(Math.floorDiv(millis - offsetMillis, intervalMillis) * intervalMillis + intervalMillis
                        + offsetMillis);
    }

    /** What to evaluate after {@code last}: the next slot, or, when more have passed, the latest of them. */
    Next next(Instant last, Instant now) {
        long missed = Math.max(0, (now.toEpochMilli() - last.toEpochMilli()) / intervalMillis - 1);
        return new Next(last.plusMillis((missed + 1) * intervalMillis), missed);
    }
}
