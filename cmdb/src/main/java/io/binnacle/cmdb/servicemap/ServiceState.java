package io.binnacle.cmdb.servicemap;

import java.util.Locale;

import io.binnacle.kernel.health.Health;

/** How a service is, as it matters to those to whom it is promised. */
public enum ServiceState {
    DOWN,
    /** It works, with less behind it or not as it should. */
    DEGRADED,
    /** Nobody can tell, or nobody watched. */
    UNKNOWN, MAINTENANCE, UP;

    /** As it is written in data and URLs: {@code degraded}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ServiceState parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static ServiceState of(Health health) {
        return switch (health) {
            case CRITICAL -> DOWN;
            case MAJOR, WARNING -> DEGRADED;
            case UNKNOWN -> UNKNOWN;
            case MAINTENANCE -> MAINTENANCE;
            case OK -> UP;
        };
    }
}
