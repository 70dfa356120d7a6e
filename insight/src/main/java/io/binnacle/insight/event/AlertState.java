package io.binnacle.insight.event;

import java.util.Locale;

/** Where an alert is in its life. */
public enum AlertState {
    /** The value is bad, but not yet for as long as the rule asks. Nobody is called. */
    PENDING,
    /** The condition holds. */
    FIRING,
    /** The data that would tell are missing. Neither good nor bad news. */
    UNKNOWN,
    /** Over. The alert stays as history; the same condition later opens a new alert. */
    RESOLVED;

    /** As it is written in data and URLs: {@code firing}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Firing or unknown: somebody may have to look. */
    public boolean isOpen() {
        return this == FIRING || this == UNKNOWN;
    }
}
