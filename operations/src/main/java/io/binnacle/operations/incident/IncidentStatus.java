package io.binnacle.operations.incident;

import java.util.Locale;

/** Where an incident stands. Which step leads where is data: {@link IncidentLifecycle}. */
public enum IncidentStatus {
    /** Nobody has said yet that they look at it. */
    OPEN,
    /** Somebody looks at it. */
    ACKNOWLEDGED,
    /** The users are well again, the cause is not yet gone. */
    MITIGATED,
    /** Over. Only {@link IncidentAction#REOPEN} leads out of it. */
    RESOLVED;

    /** As it is written in data and URLs: {@code open}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean unresolved() {
        return this != RESOLVED;
    }
}
