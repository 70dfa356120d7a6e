package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** The metrics of one group, by the names that Prometheus has for them, so that dashboards and alerts about them work here. */
final class RuleMeters {

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Counter iterations;
    private final Counter missed;
    private final Counter evaluations;
    private final Counter failures;
    private final Timer ruleDuration;
    private final Timer groupDuration;
    private final MeterRegistry registry;
    private final List<Meter> gauges = new ArrayList<>();
    private final AtomicLong lagMillis = new AtomicLong();

    RuleMeters(GroupEvaluation group, MeterRegistry meters) {
        registry = meters;
        Tags tags = Tags.of("rule_group", group.group().file() + ";" + group.group().name());
        iterations = meters.counter("prometheus.rule.group.iterations", tags);
        missed = meters.counter("prometheus.rule.group.iterations.missed", tags);
        evaluations = meters.counter("prometheus.rule.evaluations", tags);
        failures = meters.counter("prometheus.rule.evaluation.failures", tags);
        ruleDuration = meters.timer("prometheus.rule.evaluation.duration");
        groupDuration = meters.timer("prometheus.rule.group.duration");
        gauge("prometheus.rule.group.rules", group, state -> state.rules().size(), tags);
        gauge("prometheus.rule.group.interval.seconds", group, state -> state.interval().toMillis() / MILLIS_PER_SECOND,
                tags);
        gauge("prometheus.rule.group.last.duration.seconds", group,
                state -> state.evaluationTime().toNanos() / NANOS_PER_SECOND, tags);
        gauge("prometheus.rule.group.last.evaluation.samples", group, GroupState::samples, tags);
        gauge("prometheus.rule.group.last.evaluation.timestamp.seconds", group,
                state -> state.lastEvaluation() == null ? 0 : state.lastEvaluation().toEpochMilli() / MILLIS_PER_SECOND,
                tags);
        gauges.add(Gauge.builder("binnacle.rule.group.lag.seconds", lagMillis, lag -> lag.get() / MILLIS_PER_SECOND)
                .tags(tags).description("How late the last evaluation of a group of rules began").register(meters));
    }

    private void gauge(String name, GroupEvaluation group, ToDoubleFunction<GroupState> value, Tags tags) {
        gauges.add(Gauge.builder(name, group, evaluation -> value.applyAsDouble(evaluation.state())).tags(tags)
                .strongReference(true).register(registry));
    }

    /** @param counters whether the counts end, too */
    void remove(boolean counters) {
        gauges.forEach(registry::remove);
        if (counters) {
            List.of(iterations, missed, evaluations, failures).forEach(registry::remove);
        }
    }

    /** Before an evaluation. */
    void begins(Instant slot, long missedSlots, Instant now) {
        iterations.increment(missedSlots + 1.0);
        missed.increment((double) missedSlots);
        lagMillis.set(Math.max(0, Duration.between(slot, now).toMillis()));
    }

    /** After an evaluation. */
    void ended(GroupState state) {
        groupDuration.record(state.evaluationTime());
        for (RuleState rule : state.rules()) {
            evaluations.increment();
            ruleDuration.record(rule.evaluationTime());
            if (rule.error() != null) {
                failures.increment();
            }
        }
    }
}
