package io.binnacle.operations.incident;

import java.time.Instant;
import java.util.Locale;

import io.binnacle.storage.activity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an incident.
 *
 * @param before
 *            null when it was opened
 * @param message
 *            what the person said, or why the machine did it
 */
public record IncidentChange(Kind kind, @Nullable Incident before, Incident after, Actor actor, Instant at,
        @Nullable String message) {

    /** What happened. */
    public enum Kind {
        OPENED, ACKNOWLEDGED, ASSIGNED, COMMENTED,
        /** The severity became worse. */
        ESCALATED,
        /** The severity became milder. */
        EASED, MITIGATED, RESOLVED, REOPENED,
        /** It was said whether it may resolve by itself. */
        KEPT_OPEN,
        /** An alert joined, resolved or went unknown; status and severity are as they were. */
        ALERTS_CHANGED;

        /** As it is written in data: {@code opened}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
