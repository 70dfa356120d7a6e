package io.binnacle.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void laterIdsSortLater() {
        UUID first = new Ids(InstantSource.fixed(Instant.ofEpochMilli(1_000))).next();
        UUID second = new Ids(InstantSource.fixed(Instant.ofEpochMilli(1_001))).next();
        assertThat(second.toString()).isGreaterThan(first.toString());
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
    }

    @Test
    void eachIsGreaterThanTheOnesBeforeWhateverTheClockDoes() {
        long[] millis = {5_000};
        Ids ids = new Ids(() -> Instant.ofEpochMilli(millis[0]));
        UUID last = ids.next();
        for (int i = 0; i < 10_000; i++) {
            if (i == 6_000) {
                millis[0] = 1;
            }
            UUID next = ids.next();
            assertThat(next).isGreaterThan(last);
            assertThat(next.version()).isEqualTo(7);
            last = next;
        }
    }
}
