package io.binnacle.operations.notification;

import java.time.Duration;
import java.util.random.RandomGenerator;

import io.binnacle.testkit.Fuzz;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));
    private final RandomGenerator random = Fuzz.random();

    private void isAbout(int failures, Duration expected) {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.pause(failures, random)).isBetween(expected.multipliedBy(8).dividedBy(10),
                    expected.multipliedBy(12).dividedBy(10));
        }
    }

    @Test
    void thePauseDoublesUpToItsLimit() {
        isAbout(1, Duration.ofSeconds(5));
        isAbout(2, Duration.ofSeconds(10));
        isAbout(5, Duration.ofSeconds(80));
        isAbout(11, Duration.ofHours(1));
        isAbout(1000, Duration.ofHours(1));
    }

    @Test
    void twoPausesAreSeldomTheSame() {
        assertThat(backoff.pause(11, random)).isNotEqualTo(backoff.pause(11, random));
    }
}
