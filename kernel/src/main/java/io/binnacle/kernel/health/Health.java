package io.binnacle.kernel.health;

import java.util.Locale;

/** The state of an item or a service, worst first. UNKNOWN is a state of its own: no data is not good news. */
public enum Health {
    CRITICAL, MAJOR, WARNING, UNKNOWN, MAINTENANCE, OK;

    /** As it is written in data and URLs: {@code critical}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The health that a firing condition of this severity gives; an INFO condition leaves an item healthy. */
    public static Health of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> CRITICAL;
            case MAJOR -> MAJOR;
            case WARNING -> WARNING;
            case INFO -> OK;
        };
    }

    public Health worst(Health other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
