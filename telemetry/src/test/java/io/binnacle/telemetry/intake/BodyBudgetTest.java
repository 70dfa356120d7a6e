package io.binnacle.telemetry.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
    void whatIsTakenIsGivenBack() {
        BodyBudget budget = new BodyBudget(10 * 1024, Duration.ZERO, meters);
        String result = budget.within(9 * 1024 - 1, () -> {
            assertThat(meter("binnacle.intake.bodies.bytes")).isEqualTo(9 * 1024);
            assertThatThrownBy(() -> budget.within(1025, () -> "too much")).isInstanceOf(Overloaded.class);
            return budget.within(1024, () -> "fits");
        });
        assertThat(result).isEqualTo("fits");
        assertThat(meters.counter("binnacle.intake.bodies.refused").count()).isEqualTo(1);
        assertThatThrownBy(() -> budget.within(1, () -> {
            throw new IllegalStateException("work that fails");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(meter("binnacle.intake.bodies.bytes")).isZero();
    }

    @Test
    void aBodyThatIsLargerThanAllTakesAll() {
        BodyBudget budget = new BodyBudget(10 * 1024, Duration.ZERO, meters);
        budget.within(1 << 30,
                () -> assertThatThrownBy(() -> budget.within(0, () -> "more")).isInstanceOf(Overloaded.class));
        assertThat(budget.within(1 << 30, () -> "again")).isEqualTo("again");
    }

    @Test
    void whoWaitsGetsTheRoomThatComesFree() {
        BodyBudget budget = new BodyBudget(1024, Duration.ofMinutes(1), meters);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<String> waiting = budget.within(1, () -> {
                CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> budget.within(1, () -> "done"),
                        callers);
                Awaitility.await().until(() -> meter("binnacle.intake.bodies.waiting") == 1);
                return other;
            });
            assertThat(waiting.join()).isEqualTo("done");
        }
        assertThat(meter("binnacle.intake.bodies.bytes")).isZero();
    }
}
