package io.binnacle.operations.incident;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.operations.state.StateMachine;

import static io.binnacle.operations.incident.IncidentAction.*;
import static io.binnacle.operations.incident.IncidentStatus.*;

/**
 * Which step is possible when, as data.
 *
 * <pre>
 * open ── acknowledge ──► acknowledged ── mitigate ──► mitigated ── resolve ──► resolved
 *   │ ▲                        │                          │  │                     │
 *   │ └────────────────────────┼───────── reopen ─────────┘  │                     │
 *   ├── mitigate, resolve ──►  └── resolve ──►               └── reopen also from ─┘
 * </pre>
 */
public final class IncidentLifecycle {

    /** The steps that change the status. */
    public static final StateMachine<IncidentStatus, IncidentAction> MACHINE = StateMachine
            .of(IncidentStatus.class, IncidentAction.class)
            .step(OPEN, ACKNOWLEDGE, ACKNOWLEDGED)
            .step(OPEN, MITIGATE, MITIGATED)
            .step(OPEN, RESOLVE, RESOLVED)
            .step(ACKNOWLEDGED, MITIGATE, MITIGATED)
            .step(ACKNOWLEDGED, RESOLVE, RESOLVED)
            .step(MITIGATED, RESOLVE, RESOLVED)
            .step(MITIGATED, REOPEN, OPEN)
            .step(RESOLVED, REOPEN, OPEN)
            .build();

    private IncidentLifecycle() {
    }

    /** Everything that the status allows. One can always comment; a resolved incident is history otherwise. */
    public static List<IncidentAction> actions(IncidentStatus status) {
        List<IncidentAction> actions = new ArrayList<>(MACHINE.actions(status));
        if (status.unresolved()) {
            actions.add(ASSIGN);
            actions.add(CHANGE_SEVERITY);
            actions.add(KEEP_OPEN);
        }
        actions.add(COMMENT);
        return actions;
    }
}
