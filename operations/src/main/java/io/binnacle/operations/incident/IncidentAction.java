package io.binnacle.operations.incident;

import java.util.Locale;

/** What can be done with an incident. The first four are steps of {@link IncidentLifecycle}; the others keep the status. */
public enum IncidentAction {
    ACKNOWLEDGE, MITIGATE, RESOLVE, REOPEN, ASSIGN, COMMENT, CHANGE_SEVERITY, KEEP_OPEN;

    /** As it is written in data: {@code change_severity}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
