package io.binnacle.insight.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a transition adds to an alert's history. */
final class AlertHistory {

    private AlertHistory() {
    }

    /** A pending alert has no history; when it comes to something, its beginning is told too. */
    static List<AlertChange> of(@Nullable Alert before, Alert after, Instant now) {
        boolean wasPending = before != null && before.state() == AlertState.PENDING;
        if (after.state() == AlertState.PENDING || (wasPending && after.state() == AlertState.RESOLVED)) {
            return List.of();
        }
        List<AlertChange> history = new ArrayList<>();
        if (before != null && wasPending) {
            history.add(new AlertChange(0, before.id(), before.startedAt(), null, AlertState.PENDING,
                    before.severity(), before.value(), before.reason()));
        }
        if (before == null || before.state() != after.state() || before.severity() != after.severity()) {
            history.add(new AlertChange(0, after.id(), now, before == null ? null : before.state(), after.state(),
                    after.severity(), after.value(), after.reason()));
        }
        return history;
    }
}
