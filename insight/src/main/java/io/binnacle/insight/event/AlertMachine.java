package io.binnacle.insight.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.binnacle.insight.rule.NoData;
import io.binnacle.insight.rule.Rule;
import io.binnacle.insight.rule.Threshold;
import io.binnacle.insight.rule.ValueText;
import io.binnacle.kernel.health.Severity;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of an alert: a pure function of what was, what is seen, and the time.
 *
 * <p>Each severity of the rule is a small machine of its own, and the alert is the worst of those that fire:
 *
 * <pre>
 *           bad                bad for `for`              good               good for `clearFor`
 *   idle ─────────▶ rising ───────────────────▶ active ─────────▶ falling ───────────────────▶ idle
 *     ▲               │                           ▲                  │
 *     └── not bad ────┘                           └──── not good ────┘
 * </pre>
 *
 * <p>Bad is beyond the limit, good is at the clear value or better; between them lies the hysteresis, where a rising
 * severity ends and an active one stays. Some severity fires: FIRING; else some rises: PENDING; else no alert.
 *
 * <p>Data missing for {@code noData.after}: UNKNOWN (or FIRING, where the rule says that silence is the fault). What fired
 * before is kept in mind, so that it fires on when the data come back and are still bad.
 */
final class AlertMachine {

    /** An alert that is unknown for that long and belongs to nothing that could tell is closed. */
    static final Duration FORGET_AFTER = Duration.ofHours(24);

    private AlertMachine() {
    }

    /** @param reason why the state is what it is; meaningless without an alert before and after */
    record Step(Track track, String reason) {}

    static Step step(Rule rule, Track before, Observation observation, Instant now) {
        return switch (observation) {
            case Observation.Value seen -> Double.isNaN(seen.value())
                    ? missing(rule, before, now)
                    : value(rule, before, seen.value(), now);
            case Observation.Missing none -> missing(rule, before, now);
            case Observation.Gone gone -> new Step(new Track(new TreeMap<>(), null, before.severity(),
                    before.lastValue(), before.lastSeen(), before.holdUntil()), gone.why());
        };
    }

    private static Step value(Rule rule, Track before, double value, Instant now) {
        SortedMap<Severity, Phase> phases = new TreeMap<>();
        rule.thresholds().forEach((severity, threshold) -> {
            Phase was = phaseBefore(before, severity, now);
            Phase is = advance(was, threshold, value, rule.heldFor(severity), rule.clearFor(), now);
            if (is != null) {
                phases.put(severity, is);
            }
        });
        Track next = settled(phases, before, value, now);
        return new Step(next, reason(rule, before, next, value, now));
    }

    /** Silence that fired ends like a condition of its severity: the value must be good for clearFor. */
    private static @Nullable Phase phaseBefore(Track before, Severity severity, Instant now) {
        Phase phase = before.phases().get(severity);
        boolean silenceFired = before.state() == AlertState.FIRING && before.firing().isEmpty();
        return phase == null && silenceFired && before.severity() == severity
                ? new Phase(Phase.Kind.ACTIVE, now)
                : phase;
    }

    private static @Nullable Phase advance(@Nullable Phase was, Threshold threshold, double value, Duration heldFor,
            Duration clearFor, Instant now) {
        if (was == null || was.kind() == Phase.Kind.RISING) {
            if (!threshold.isBad(value)) {
                return null;
            }
            Phase rising = was == null ? new Phase(Phase.Kind.RISING, now) : was;
            return rising.age(now).compareTo(heldFor) >= 0 ? new Phase(Phase.Kind.ACTIVE, rising.since()) : rising;
        }
        if (!threshold.isGood(value)) {
            return was.kind() == Phase.Kind.ACTIVE ? was : new Phase(Phase.Kind.ACTIVE, now);
        }
        Phase falling = was.kind() == Phase.Kind.FALLING ? was : new Phase(Phase.Kind.FALLING, now);
        return falling.age(now).compareTo(clearFor) >= 0 ? null : falling;
    }

    private static Track settled(SortedMap<Severity, Phase> phases, Track before, double value, Instant now) {
        Track draft = new Track(phases, null, before.severity(), value, now, before.holdUntil());
        Optional<Severity> firing = draft.firing();
        if (firing.isPresent()) {
            return new Track(phases, AlertState.FIRING, firing.get(), value, now, before.holdUntil());
        }
        if (before.state() == AlertState.UNKNOWN) {
            // The alert about missing data is over; a value that is already bad again opens one of its own.
            return draft;
        }
        return draft.rising()
                .map(worst -> new Track(phases, AlertState.PENDING, worst, value, now, before.holdUntil()))
                .orElse(draft);
    }

    private static Step missing(Rule rule, Track before, Instant now) {
        NoData noData = rule.noData();
        if (now.isBefore(before.holdUntil())) {
            return new Step(before, "waiting for data");
        }
        if (noData == null) {
            return absentIsGood(rule, before, now);
        }
        Duration silence = Duration.between(before.lastSeen(), now);
        if (silence.compareTo(noData.after()) < 0) {
            return new Step(before, "waiting for data");
        }
        if (before.state() == AlertState.UNKNOWN && silence.compareTo(FORGET_AFTER) >= 0) {
            return step(rule, before, new Observation.Gone("no data for " + DurationText.format(FORGET_AFTER)
                    + "; whatever it was about is not watched any more"), now);
        }
        SortedMap<Severity, Phase> kept = new TreeMap<>();
        before.phases().forEach((severity, phase) -> {
            if (phase.fires()) {
                kept.put(severity, new Phase(Phase.Kind.ACTIVE, phase.since()));
            }
        });
        Severity severity = before.firing().filter(fired -> fired.worseThan(noData.severity()))
                .orElse(noData.severity());
        AlertState state = noData.becomes() == NoData.Becomes.FIRING ? AlertState.FIRING : AlertState.UNKNOWN;
        if (state == AlertState.UNKNOWN) {
            severity = before.firing().orElse(noData.severity());
        }
        Track next = new Track(kept, state, severity, before.lastValue(), before.lastSeen(), before.holdUntil());
        return new Step(next, "no data for " + DurationText.format(Duration.ofSeconds(silence.toSeconds()))
                + (Double.isNaN(before.lastValue())
                        ? ""
                        : "; the last value was " + ValueText.format(before.lastValue(), rule.unit())));
    }

    /** A rule whose expression filters: what is not in its result is fine. */
    private static Step absentIsGood(Rule rule, Track before, Instant now) {
        SortedMap<Severity, Phase> phases = new TreeMap<>();
        before.phases().forEach((severity, phase) -> {
            if (phase.fires()) {
                Phase falling = phase.kind() == Phase.Kind.FALLING ? phase : new Phase(Phase.Kind.FALLING, now);
                if (falling.age(now).compareTo(rule.clearFor()) < 0) {
                    phases.put(severity, falling);
                }
            }
        });
        Track next = settled(phases, before, before.lastValue(), before.lastSeen());
        return new Step(next, "no longer in the result of the rule's expression");
    }

    private static String reason(Rule rule, Track before, Track after, double value, Instant now) {
        String shown = ValueText.format(value, rule.unit());
        AlertState state = after.state();
        if (state == null) {
            return resolvedReason(rule, before, shown);
        }
        Severity severity = after.severity();
        Threshold threshold = rule.thresholds().get(severity);
        Phase phase = after.phases().get(severity);
        if (threshold == null || phase == null) {
            return shown;
        }
        String limit = (threshold.side() == Threshold.Side.ABOVE ? "above " : "below ")
                + ValueText.format(threshold.limit(), rule.unit());
        if (state == AlertState.PENDING) {
            return shown + " is " + limit + "; fires when that lasts " + DurationText.format(rule.heldFor(severity));
        }
        if (!threshold.isBad(value)) {
            return shown + " is no longer " + limit + ", but not yet good for long enough";
        }
        Duration age = Duration.ofSeconds(phase.age(now).toSeconds());
        return shown + " is " + limit + (age.isZero() ? "" : " for " + DurationText.format(age));
    }

    private static String resolvedReason(Rule rule, Track before, String shown) {
        Threshold ended = before.firing().map(severity -> rule.thresholds().get(severity)).orElse(null);
        Threshold threshold = ended == null ? rule.mildest() : ended;
        if (before.state() == AlertState.UNKNOWN) {
            return "data are back: " + shown;
        }
        String good = (threshold.side() == Threshold.Side.ABOVE ? "at or below " : "at or above ")
                + ValueText.format(threshold.clear(), rule.unit());
        return shown + " is " + good + (rule.clearFor().isZero() ? "" : " for " + DurationText.format(rule.clearFor()));
    }

    /** Phases of severities that the rule no longer has are dropped. */
    static SortedMap<Severity, Phase> known(Rule rule, Map<Severity, Phase> phases) {
        SortedMap<Severity, Phase> known = new TreeMap<>(phases);
        known.keySet().retainAll(rule.thresholds().keySet());
        return known;
    }
}
