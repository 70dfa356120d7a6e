package io.binnacle.cmdb;

import java.util.Locale;
import java.util.Optional;

/** Where an item is in its life, as far as discovery can tell. */
public enum Lifecycle {
    /** Seen by the last complete run of its source. */
    IN_SERVICE,
    /** A source of intent says that it should be; no source that looks has seen it, or not for long. */
    INTENDED,
    /** Known, but the last complete run of its source did not find it. */
    MISSING,
    /** Missing for so long that nobody waits for it. Comes back to IN_SERVICE when it is seen again. */
    RETIRED;

    /** As it is written in data and URLs: {@code in_service}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Lifecycle> parse(String text) {
        for (Lifecycle lifecycle : values()) {
            if (lifecycle.text().equals(text)) {
                return Optional.of(lifecycle);
            }
        }
        return Optional.empty();
    }
}
