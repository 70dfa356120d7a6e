package io.binnacle.insight.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.insight.rule.Rule;
import io.binnacle.insight.rule.TestRules;
import io.binnacle.kernel.health.Health;
import io.binnacle.kernel.health.Severity;
import io.binnacle.storage.Database;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.Fuzz;
import io.binnacle.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/** Random values, gaps, failures and restarts; what must hold at every moment, whatever happens. */
class AlertEvaluatorFuzzTest {

    private static final Rule RULE = TestRules.rule("""
        thresholds: {critical: {above: 8, clear: 7}, warning: {above: 5, clear: 4}}
        for: 20s
        clearFor: 20s
        noData: {after: 30s}
        item: {class: disk, key: "{{ thing }}"}
        """);
    private static final List<String> THINGS = List.of("a", "b", "c");

    @Test
    void alertsHistoryListenersAndHealthAlwaysAgree() {
        RandomGenerator random = Fuzz.random();
        try (Database database = TestDatabase.create()) {
            EvaluatorBench bench = new EvaluatorBench(database, RULE);
            THINGS.subList(0, 2).forEach(thing -> bench.cmdb.add("disk", thing));
            for (int round = 0; round < 400; round++) {
                for (String thing : THINGS) {
                    if (random.nextInt(3) == 0) {
                        bench.set("test", thing, random.nextInt(6) == 0 ? null : (double) random.nextInt(10));
                    }
                }
                bench.failNext = random.nextInt(5) == 0 ? random.nextInt(3) : 0;
                if (random.nextInt(40) == 0) {
                    bench.clock.advance(Duration.ofMinutes(random.nextInt(3)));
                    bench.restart(RULE);
                }
                bench.values.computeIfAbsent("test", key -> new HashMap<>());
                bench.round();
                check(bench);
            }
        }
    }

    private static void check(EvaluatorBench bench) {
        List<Alert> stored = bench.alerts.list(new ListQuery("-state:resolved", null, null, 500)).items();
        Set<Map<String, String>> labels = new HashSet<>();
        stored.forEach(alert -> assertThat(labels.add(alert.labels())).as("one unresolved alert a series").isTrue());
        Map<UUID, Alert> told = new HashMap<>();
        for (AlertTransition transition : bench.told) {
            Alert before = transition.before();
            Alert known = told.get(transition.after().id());
            assertThat(before == null).isEqualTo(known == null);
            if (before != null && known != null) {
                assertThat(before.state()).isEqualTo(known.state());
            }
            told.put(transition.after().id(), transition.after());
        }
        for (Alert alert : stored) {
            Alert last = Objects.requireNonNull(told.get(alert.id()));
            assertThat(last.state()).isEqualTo(alert.state());
            assertThat(last.state() == AlertState.PENDING || last.severity() == alert.severity()).isTrue();
            checkHistory(bench, alert);
        }
        long open = told.values().stream().filter(alert -> alert.state() != AlertState.RESOLVED).count();
        assertThat(open).isEqualTo(stored.size());
        checkHealth(bench, stored);
    }

    private static void checkHistory(EvaluatorBench bench, Alert alert) {
        AlertState state = null;
        for (AlertChange change : bench.alerts.history(alert.id())) {
            assertThat(change.from()).isEqualTo(state);
            state = change.to();
        }
        assertThat(state).isEqualTo(alert.state() == AlertState.PENDING ? null : alert.state());
    }

    private static void checkHealth(EvaluatorBench bench, List<Alert> stored) {
        for (ConfigurationItem item : new ArrayList<>(bench.cmdb.items.values())) {
            Health expected = stored.stream().filter(alert -> item.id().equals(alert.ciId()))
                    .filter(alert -> alert.state().isOpen())
                    .map(alert -> alert.state() == AlertState.UNKNOWN ? Health.UNKNOWN : health(alert.severity()))
                    .findFirst().orElse(Health.OK);
            assertThat(item.health()).isEqualTo(expected);
        }
    }

    private static Health health(Severity severity) {
        return severity == Severity.CRITICAL ? Health.CRITICAL : Health.WARNING;
    }
}
