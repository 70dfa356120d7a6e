package io.binnacle.kernel.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void unknownIsWorseThanHealthyAndBetterThanAWarning() {
        assertThat(Health.OK.worst(Health.UNKNOWN)).isEqualTo(Health.UNKNOWN);
        assertThat(Health.UNKNOWN.worst(Health.WARNING)).isEqualTo(Health.WARNING);
        assertThat(Health.CRITICAL.worst(Health.MAJOR)).isEqualTo(Health.CRITICAL);
    }

    @Test
    void severitiesReadBackFromTheirText() {
        for (Severity severity : Severity.values()) {
            assertThat(Severity.parse(severity.text())).contains(severity);
        }
        assertThat(Severity.parse("fatal")).isEmpty();
        assertThat(Severity.CRITICAL.worseThan(Severity.INFO)).isTrue();
    }
}
