package io.binnacle.insight.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.health.Severity;

/**
 * Where one severity of one series stands. A severity without a phase is idle.
 *
 * @param since when this phase began; for ACTIVE when the value became bad
 */
record Phase(Kind kind, Instant since) {

    /** Idle, rising, active, falling, idle. */
    enum Kind {
        /** Bad, but not for long enough. */
        RISING,
        /** Fires. */
        ACTIVE,
        /** Still fires, but the value is good, not yet for long enough. */
        FALLING
    }

    boolean fires() {
        return kind != Kind.RISING;
    }

    Duration age(Instant now) {
        return Duration.between(since, now);
    }

    /** As it is stored: {@code critical:rising:1767225600000 warning:active:1767225540000}. */
    static String format(SortedMap<Severity, Phase> phases) {
        return phases.entrySet().stream()
                .map(entry -> entry.getKey().text() + ":" + entry.getValue().kind.name().toLowerCase(Locale.ROOT) + ":"
                        + entry.getValue().since.toEpochMilli())
                .collect(Collectors.joining(" "));
    }

    static SortedMap<Severity, Phase> parse(String text) {
        SortedMap<Severity, Phase> phases = new TreeMap<>();
        if (text.isEmpty()) {
            return phases;
        }
        for (String word : text.split(" ", -1)) {
            String[] parts = word.split(":", -1);
            try {
                phases.put(Severity.parse(parts[0]).orElseThrow(),
                        new Phase(Kind.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                                Instant.ofEpochMilli(Long.parseLong(parts[2]))));
            } catch (RuntimeException e) {
                throw new Corrupt("an alert's phases cannot be read: " + text, e);
            }
        }
        return phases;
    }

    /** All clocks moved on by that much: time in which nobody looked does not count. */
    static SortedMap<Severity, Phase> shift(SortedMap<Severity, Phase> phases, Duration by) {
        SortedMap<Severity, Phase> shifted = new TreeMap<>();
        phases.forEach((severity, phase) -> shifted.put(severity, new Phase(phase.kind, phase.since.plus(by))));
        return shifted;
    }
}
