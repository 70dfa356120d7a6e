package io.binnacle.operations.incident;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.binnacle.operations.incident.IncidentAction.*;
import static org.assertj.core.api.Assertions.assertThat;

class IncidentLifecycleTest {

    @ParameterizedTest
    @EnumSource(IncidentStatus.class)
    void everyStatusLeadsToEveryOther(IncidentStatus status) {
        assertThat(IncidentLifecycle.MACHINE.reachable(status)).containsExactlyInAnyOrder(IncidentStatus.values());
    }

    @Test
    void onlyReopeningLeadsOutOfResolved() {
        assertThat(IncidentLifecycle.MACHINE.actions(IncidentStatus.RESOLVED)).isEqualTo(List.of(REOPEN));
    }

    @Test
    void eachStatusTellsWhatItAllows() {
        assertThat(IncidentLifecycle.actions(IncidentStatus.OPEN)).containsExactly(ACKNOWLEDGE, MITIGATE, RESOLVE,
                ASSIGN, CHANGE_SEVERITY, KEEP_OPEN, COMMENT);
        assertThat(IncidentLifecycle.actions(IncidentStatus.MITIGATED)).containsExactly(RESOLVE, REOPEN, ASSIGN,
                CHANGE_SEVERITY, KEEP_OPEN, COMMENT);
        assertThat(IncidentLifecycle.actions(IncidentStatus.RESOLVED)).containsExactly(REOPEN, COMMENT);
    }
}
