package io.binnacle.operations.state;

import io.binnacle.kernel.error.BugException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateMachineTest {

    private enum Door {
        OPEN, CLOSED, LOCKED
    }

    private enum Push {
        CLOSE, OPEN, LOCK
    }

    private final StateMachine<Door, Push> machine = StateMachine.of(Door.class, Push.class)
            .step(Door.OPEN, Push.CLOSE, Door.CLOSED)
            .step(Door.CLOSED, Push.OPEN, Door.OPEN)
            .step(Door.CLOSED, Push.LOCK, Door.LOCKED)
            .build();

    @Test
    void aStepLeadsWhereTheDataSay() {
        assertThat(machine.next(Door.OPEN, Push.CLOSE)).contains(Door.CLOSED);
        assertThat(machine.next(Door.OPEN, Push.LOCK)).isEmpty();
        assertThat(machine.next(Door.LOCKED, Push.OPEN)).isEmpty();
    }

    @Test
    void theStepsOfAStateComeInTheOrderOfTheirDeclaration() {
        assertThat(machine.actions(Door.CLOSED)).containsExactly(Push.OPEN, Push.LOCK);
        assertThat(machine.actions(Door.LOCKED)).isEmpty();
    }

    @Test
    void whatCanBeReachedIsFoundThroughSeveralSteps() {
        assertThat(machine.reachable(Door.OPEN)).containsExactlyInAnyOrder(Door.values());
        assertThat(machine.reachable(Door.LOCKED)).containsExactly(Door.LOCKED);
    }

    @Test
    void aStepThatLeadsToTwoPlacesIsABug() {
        assertThatThrownBy(() -> StateMachine.of(Door.class, Push.class).step(Door.OPEN, Push.CLOSE, Door.CLOSED)
                .step(Door.OPEN, Push.CLOSE, Door.LOCKED)).isInstanceOf(BugException.class);
    }
}
