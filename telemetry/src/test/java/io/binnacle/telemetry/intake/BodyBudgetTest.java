package io.binnacle.telemetry.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.binnacle.kernel.error.Overloaded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private double meter(String name) {
        return meters.get(name).gauge().value();
    }

    @Test
    void whatIsTakenIsGivenBackOnce() {
        BodyBudget budget = new BodyBudget(10 * 1024, Duration.ZERO, meters);
        BodyBudget.Room room = budget.take(9 * 1024 - 1);
        assertThat(meter("binnacle.intake.bodies.bytes")).isEqualTo(9 * 1024);
        assertThatThrownBy(() -> budget.take(1025)).isInstanceOf(Overloaded.class);
        assertThat(meters.counter("binnacle.intake.bodies.refused").count()).isEqualTo(1);
        room.close();
        room.close();
        assertThat(meter("binnacle.intake.bodies.bytes")).isZero();
    }

    @Test
    void aBodyThatIsLargerThanAllTakesAll() {
        BodyBudget budget = new BodyBudget(10 * 1024, Duration.ZERO, meters);
        try (BodyBudget.Room _ = budget.take(1 << 30)) {
            assertThatThrownBy(() -> budget.take(0)).isInstanceOf(Overloaded.class);
        }
        budget.take(1 << 30).close();
        assertThat(meter("binnacle.intake.bodies.bytes")).isZero();
    }

    @Test
    void whoWaitsGetsTheRoomThatComesFree() {
        BodyBudget budget = new BodyBudget(1024, Duration.ofMinutes(1), meters);
        BodyBudget.Room room = budget.take(1);
        CompletableFuture<BodyBudget.Room> waiting = CompletableFuture.supplyAsync(() -> budget.take(1));
        Awaitility.await().until(() -> meter("binnacle.intake.bodies.waiting") == 1);
        room.close();
        waiting.join().close();
        assertThat(meter("binnacle.intake.bodies.bytes")).isZero();
    }
}
