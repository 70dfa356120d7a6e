package io.binnacle.insight.rule.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");

    @Test
    void groupsAreSpreadOverTheInterval() {
        Set<Long> seconds = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            Instant slot = new Slots("f.yml", "group-" + i, MINUTE).after(NOW);
            assertThat(Duration.between(NOW, slot)).isPositive().isLessThanOrEqualTo(MINUTE);
            seconds.add(slot.getEpochSecond());
        }
        assertThat(seconds).hasSizeGreaterThan(55);
    }

    @Test
    void aGroupKeepsItsPlace() {
        Instant first = new Slots("f.yml", "g", MINUTE).after(NOW);
        assertThat(new Slots("f.yml", "g", MINUTE).after(first)).isEqualTo(first.plus(MINUTE));
        assertThat(new Slots("f.yml", "g", MINUTE).after(NOW.plus(Duration.ofDays(3))))
                .isEqualTo(first.plus(Duration.ofDays(3)));
        assertThat(new Slots("g.yml", "g", MINUTE).after(NOW)).isNotEqualTo(first);
    }

    @Test
    void afterAPauseTheLatestSlotCountsAndThoseBeforeAreMissed() {
        Slots slots = new Slots("f.yml", "g", MINUTE);
        Instant slot = slots.after(NOW);
        assertThat(slots.next(slot, slot.plusSeconds(61))).isEqualTo(new Slots.Next(slot.plus(MINUTE), 0));
        assertThat(slots.next(slot, slot.plusSeconds(60))).isEqualTo(new Slots.Next(slot.plus(MINUTE), 0));
        assertThat(slots.next(slot, slot.plusSeconds(119))).isEqualTo(new Slots.Next(slot.plus(MINUTE), 0));
        assertThat(slots.next(slot, slot.plusSeconds(185)))
                .isEqualTo(new Slots.Next(slot.plus(MINUTE.multipliedBy(3)), 2));
        assertThat(slots.next(slot, slot.minusSeconds(500))).isEqualTo(new Slots.Next(slot.plus(MINUTE), 0));
    }
}
