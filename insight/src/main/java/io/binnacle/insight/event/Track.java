package io.binnacle.insight.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What the state machine remembers of one series of one rule. Immutable.
 *
 * @param phases     of the severities that are not idle; worst first
 * @param state      of its alert; null while there is none
 * @param severity   of its alert; meaningless while there is none
 * @param lastValue  NaN while none was seen
 * @param lastSeen   when the last value was there
 * @param holdUntil  before this instant a missing value means nothing: the data may not have had time to come
 */
record Track(SortedMap<Severity, Phase> phases, @Nullable AlertState state, Severity severity, double lastValue,
        Instant lastSeen, Instant holdUntil) {

    Track {
        phases = Collections.unmodifiableSortedMap(new TreeMap<>(phases));
    }

    /** A series that was never seen before. */
    static Track unseen(Instant now) {
        return new Track(new TreeMap<>(), null, Severity.INFO, Double.NaN, now, Instant.MIN);
    }

    /** The worst severity that fires. */
    Optional<Severity> firing() {
        return phases.entrySet().stream().filter(entry -> entry.getValue().fires()).map(Map.Entry::getKey)
                .findFirst();
    }

    Optional<Severity> rising() {
        return phases.keySet().stream().findFirst();
    }
}
