package io.binnacle.insight.event;

import io.binnacle.kernel.error.BugException;
import org.jspecify.annotations.Nullable;

/**
 * A change of an alert: of its state, of its severity while it fires, or of the item that it is about.
 *
 * @param before null when the alert is new
 * @param after  as it is now, and as it is stored
 */
public record AlertTransition(@Nullable Alert before, Alert after) {

    public AlertTransition {
        if (before != null && !before.id().equals(after.id())) {
            throw new BugException("transition between two alerts: " + before + ", " + after);
        }
    }

    /** The condition was bad for a moment, but never fired: nothing to tell anybody. */
    public boolean neverFired() {
        return after.state() == AlertState.RESOLVED && after.firedAt() == null;
    }

    public boolean stateChanged() {
        return before == null || before.state() != after.state();
    }

    public boolean severityChanged() {
        return before != null && before.severity() != after.severity();
    }
}
