package io.binnacle.insight.rule.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.insight.rule.prometheus.RuleGroup;
import io.binnacle.testkit.MutableClock;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class GroupSchedulerTest {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final MutableClock clock = new MutableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LinkedBlockingQueue<Instant> asked = new LinkedBlockingQueue<>();
    private volatile Duration pause = Duration.ZERO;

    private GroupScheduler scheduler(InMemoryTimeSeriesStore store) {
        RuleGroup group = new RuleGroup("f.yml", "g", INTERVAL, null, 0,
                List.of(new PrometheusRule.Recording("r", "m", new TreeMap<>())));
        RuleQuery query = (expression, at) -> {
            asked.add(at);
            clock.set(at.plus(pause));
            throw new RuleFailure("no answer");
        };
        return new GroupScheduler(List.of(new GroupEvaluation(group, INTERVAL, store,
                new Surroundings(query, Map.of(), URI.create(""), Duration.ZERO))), store, clock, meters);
    }

    private Instant next() throws InterruptedException {
        Instant at = asked.poll(30, TimeUnit.SECONDS);
        assertThat(at).isNotNull();
        return at;
    }

    private double count(String name) {
        return meters.get(name).tag("rule_group", "f.yml;g").counter().count();
    }

    @Test
    void slotsFollowOneAnotherAndThoseOfAPauseAreCounted() throws InterruptedException {
        try (InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock)) {
            GroupScheduler scheduler = scheduler(store);
            assertThat(scheduler.states().getFirst().rules().getFirst().health()).isEqualTo(RuleState.Health.UNKNOWN);
            scheduler.start();
            Instant first = next();
            assertThat(next()).isEqualTo(first.plus(INTERVAL));
            pause = INTERVAL.multipliedBy(7);
            Instant last = next();
            Instant after = next();
            while (Duration.between(last, after).equals(INTERVAL)) {
                last = after;
                after = next();
            }
            assertThat(Duration.between(last, after)).isEqualTo(INTERVAL.multipliedBy(7));
            pause = Duration.ZERO;
            scheduler.close();
            assertThat(scheduler.states().getFirst().rules().getFirst().error()).isEqualTo("no answer");
        }
        assertThat(count("prometheus.rule.group.iterations.missed")).isGreaterThanOrEqualTo(6);
        assertThat(count("prometheus.rule.evaluation.failures")).isEqualTo(count("prometheus.rule.evaluations"))
                .isGreaterThanOrEqualTo(4);
        assertThat(meters.get("prometheus.rule.group.interval.seconds").gauge().value()).isEqualTo(0.05);
    }

    private GroupEvaluation group(InMemoryTimeSeriesStore store, RuleQuery query, String name, String... expressions) {
        RuleGroup group = new RuleGroup("f.yml", name, Duration.ofHours(1), null, 0, Stream.of(expressions)
                .<PrometheusRule>map(expression -> new PrometheusRule.Recording("r", expression, new TreeMap<>()))
                .toList());
        return new GroupEvaluation(group, INTERVAL, store,
                new Surroundings(query, Map.of(), URI.create(""), Duration.ZERO));
    }

    @Test
    void whatChangedIsReplacedAndAllElseGoesOn() {
        RuleQuery query = (expression, at) -> List.of();
        try (InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock)) {
            GroupScheduler scheduler = new GroupScheduler(List.of(group(store, query, "same", "m"),
                    group(store, query, "changed", "m"), group(store, query, "gone", "m")), store, clock, meters);
            scheduler.start();
            GroupState same = scheduler.states().getFirst();
            scheduler.update(List.of(group(store, query, "new", "m"), group(store, query, "changed", "m", "n"),
                    group(store, query, "same", "m")));
            assertThat(scheduler.states()).extracting(state -> state.group().name()).containsExactly("new", "changed",
                    "same");
            assertThat(scheduler.states().getLast()).isSameAs(same);
            assertThat(meters.get("prometheus.rule.group.rules").tag("rule_group", "f.yml;changed").gauge().value())
                    .isEqualTo(2);
            assertThat(meters.find("prometheus.rule.group.rules").tag("rule_group", "f.yml;gone").gauge()).isNull();
            assertThat(meters.find("prometheus.rule.evaluations").tag("rule_group", "f.yml;gone").counter()).isNull();
            scheduler.close();
            scheduler.update(List.of());
            assertThat(scheduler.states()).hasSize(3);
        }
    }
}
