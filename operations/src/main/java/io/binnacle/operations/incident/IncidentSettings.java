package io.binnacle.operations.incident;

import java.time.Duration;

/**
 * How incidents follow their alerts.
 *
 * @param resolveWithLastAlert
 *            an incident that alerts opened resolves when its last alert does, unless a person said to keep it open
 * @param reopenWithin
 *            an alert that fires within this time after such a resolution opens the same incident again: it flaps
 */
public record IncidentSettings(boolean resolveWithLastAlert, Duration reopenWithin) {

    /** Longer than the slowest default rule takes to clear and fire again (5 minutes each), with the same again to spare. */
    public static final Duration REOPEN_WITHIN = Duration.ofMinutes(15);

    public static IncidentSettings defaults() {
        return new IncidentSettings(true, REOPEN_WITHIN);
    }
}
