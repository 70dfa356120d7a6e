package io.binnacle.timeseries.event;

import java.util.Optional;

/** What a series has beside its float samples: bytes at a time, of which a block knows no more than the kind. */
public enum EventKind {

    /** A sample that is a whole distribution. */
    NATIVE_HISTOGRAM(1, false),
    /** From that time on the counting of the series' samples began at the time told. */
    START_TIME(2, false),
    /** One observation, with labels of its own such as a trace's number; a series may have several of one time. */
    EXEMPLAR(3, true);

    private final int code;
    private final boolean several;

    EventKind(int code, boolean several) {
        this.code = code;
        this.several = several;
    }

    /** Its number in files; never changes. */
    public int code() {
        return code;
    }

    /** Whether different ones of one time stay side by side; otherwise that with the greater bytes stays alone. */
    public boolean several() {
        return several;
    }

    /** Empty when a later version of the program wrote it. */
    public static Optional<EventKind> find(int code) {
        for (EventKind kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
