package io.binnacle.timeseries.block;

import java.util.Optional;

/** What a series has beside its samples, now and then: bytes at a time, of which a block knows no more than the kind. */
public enum EventKind {

    NATIVE_HISTOGRAM(1), START_TIME(2), EXEMPLAR(3), METADATA(4);

    private final int code;

    EventKind(int code) {
        this.code = code;
    }

    /** Its number in files; never changes. */
    public int code() {
        return code;
    }

    static Optional<EventKind> find(int code) {
        for (EventKind kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
