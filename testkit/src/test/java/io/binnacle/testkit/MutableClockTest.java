package io.binnacle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

class MutableClockTest {

    @Test
    void itStandsStillUntilItIsMoved() {
        MutableClock clock = new MutableClock();
        Instant start = clock.instant();
        assertThat(clock.instant()).isEqualTo(start);
        assertThat(clock.advance(Duration.ofMinutes(5))).isEqualTo(start.plusSeconds(300)).isEqualTo(clock.instant());
        clock.advance(Duration.ofMinutes(-10));
        assertThat(clock.instant()).isEqualTo(start.minusSeconds(300));
        clock.set(start);
        assertThat(clock.millis()).isEqualTo(start.toEpochMilli());
    }
}
