package io.binnacle.timeseries.log;

import java.time.Duration;

import io.binnacle.kernel.error.InvalidInput;

/**
 * @param syncInterval how long after an append the background syncs it, if nobody did before
 * @param segmentBytesMax where a segment ends and the next starts; a record that is larger gets a segment of its own
 * @param unsyncedBytesMax with more than that not synced, an append syncs before it writes: the disk sets the pace
 */
public record LogSettings(Durability durability, Duration syncInterval, int segmentBytesMax, int unsyncedBytesMax) {

    public LogSettings {
        requirePositive("syncInterval", syncInterval.toNanos());
        requirePositive("segmentBytesMax", segmentBytesMax);
        requirePositive("unsyncedBytesMax", unsyncedBytesMax);
    }

    /**
     * Segments of 64 MB: a flush of 8 M samples deletes one or two, and a start reads each whole into memory. As much may be unsynced:
     * more than any disk that is worth the name writes in the interval, so that the bound holds only when the disk stalls.
     */
    public static LogSettings of(Durability durability) {
        return new LogSettings(durability, Duration.ofMillis(100), 64 << 20, 64 << 20);
    }

    private static void requirePositive(String field, long value) {
        if (value <= 0) {
            throw new InvalidInput(field, "more than 0", value);
        }
    }
}
