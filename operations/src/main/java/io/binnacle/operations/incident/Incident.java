package io.binnacle.operations.incident;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Something is broken and people deal with it. This record is also the API's JSON type.
 *
 * @param number
 *            what people say: {@code INC-42}
 * @param ciId
 *            the item that it is about; null when it is about none (or about an alert without an item)
 * @param owner
 *            the name of the user who has it
 * @param openedBy
 *            the name of the user, or of the part of Binnacle, that opened it
 * @param alertsFiring
 *            how many of its alerts fire now
 * @param alertsTotal
 *            how many alerts ever joined it
 * @param resolution
 *            what was said when it was resolved
 * @param keepOpen
 *            true when it does not resolve by itself with its last alert: it was opened by hand, or a person said so
 * @param actions
 *            what its status allows, so that no client repeats the state machine
 * @param version
 *            grows with each change of status, owner, severity and keepOpen; a caller that sends the version it saw learns of
 *            changes that it did not see (409). Alerts and comments do not change it.
 */
public record Incident(UUID id, String number, String title, Severity severity, IncidentStatus status,
        @Nullable UUID ciId, @Nullable String ciName, @Nullable String ciClass, @Nullable String owner,
        Instant openedAt, @Nullable Instant acknowledgedAt, @Nullable Instant mitigatedAt,
        @Nullable Instant resolvedAt, String openedBy, int alertsFiring, int alertsTotal, @Nullable String resolution,
        boolean keepOpen, List<IncidentAction> actions, int version) {

    public Incident {
        actions = List.copyOf(actions);
    }
}
