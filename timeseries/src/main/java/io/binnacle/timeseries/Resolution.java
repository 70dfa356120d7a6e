package io.binnacle.timeseries;

import java.util.Arrays;
import java.util.Optional;

/** How long the windows of a {@link Rollup} are. Windows are aligned to the epoch, each is {@code (end - length, end]}. */
public enum Resolution {

    FIVE_MINUTES("5m", 300_000), HOUR("1h", 3_600_000);

    private final String text;
    private final long millis;

    Resolution(String text, long millis) {
        this.text = text;
        this.millis = millis;
    }

    /** The one of that {@link #text()}. */
    public static Optional<Resolution> find(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }

    /** As people write it, and as folders are named. */
    public String text() {
        return text;
    }

    public long millis() {
        return millis;
    }

    /** The end of the window that a time lies in; that time itself when a window ends there. */
    public long windowEnd(long time) {
        return -Math.floorDiv(-time, millis) * millis;
    }
}
