package io.binnacle.insight.rule.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.insight.rule.evaluation.ActiveAlert.State;
import io.binnacle.insight.rule.prometheus.RuleFileReader;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.PromqlFeatures;
import io.binnacle.timeseries.promql.PromqlLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupEvaluationTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration AGES = Duration.ofDays(400);

    private final TimeSeriesStore store = new InMemoryTimeSeriesStore(
            new InMemorySettings(AGES, AGES, AGES, 10_000, 10_000), () -> START.plus(Duration.ofHours(3)));

    @AfterEach
    void close() {
        store.close();
    }

    private RuleQuery query() {
        return RuleQuery.of(new PromqlEngine(store, PromqlLimits.defaults()));
    }

    private GroupEvaluation group(String rules, RuleQuery query) {
        String text = "groups:\n- name: g\n  interval: 1m\n" + rules.indent(2);
        return new GroupEvaluation(
                RuleFileReader.read("f.yml", text, PromqlFeatures.none()).file().orElseThrow().groups().getFirst(),
                Duration.ofMinutes(1), store,
                new Surroundings(query, Map.of("region", "eu"), URI.create("http://b"), Duration.ZERO));
    }

    private GroupEvaluation group(String rules) {
        GroupEvaluation group = group(rules, query());
        group.beginWithoutPast();
        return group;
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private void write(int minute, double value, String... labels) {
        var appender = store.appender();
        appender.append(Labels.of(labels), minute(minute).toEpochMilli(), value);
        assertThat(appender.commit().rejected()).isZero();
    }

    private List<String> values(String expression, int minute) {
        return query().ask(expression, minute(minute)).stream().map(sample -> sample.labels() + " " + sample.value())
                .sorted().toList();
    }

    private static List<String> states(GroupEvaluation group, int rule) {
        return group.state().rules().get(rule).alerts().stream()
                .map(alert -> alert.labels().get("x") + " " + alert.state().text()).sorted().toList();
    }

    @Test
    void aRuleSeesWhatTheRulesBeforeItRecorded() {
        GroupEvaluation group = group("""
            rules:
            - {record: doubled, expr: m * 2, labels: {by: rule, x: ""}}
            - {record: again, expr: doubled + 1}
            - {record: one, expr: "1"}
            """);
        write(0, 5, "__name__", "m", "x", "a");
        group.evaluate(minute(0));
        assertThat(values("{__name__=~\"doubled|again|one\"}", 0)).containsExactly("again{by=\"rule\"} 11.0",
                "doubled{by=\"rule\"} 10.0", "one 1.0");
        assertThat(group.state().samples()).isEqualTo(3);
        assertThat(group.state().rules()).allMatch(rule -> rule.health() == RuleState.Health.OK);
    }

    @Test
    void aSeriesThatIsGoneEndsAtOnce() {
        GroupEvaluation group = group("rules:\n- {record: r, expr: m > 1}\n");
        write(0, 5, "__name__", "m", "x", "a");
        write(0, 5, "__name__", "m", "x", "b");
        group.evaluate(minute(0));
        write(1, 0, "__name__", "m", "x", "a");
        group.evaluate(minute(1));
        assertThat(values("r", 1)).containsExactly("r{x=\"b\"} 5.0");
    }

    @Test
    void aRuleThatFailsKeepsWhatItMade() {
        boolean[] fails = {false};
        GroupEvaluation group = group("rules:\n- {record: r, expr: m}\n- {alert: A, expr: m > 1}\n",
                (expression, at) -> {
                    if (fails[0]) {
                        throw new IllegalStateException("no answer");
                    }
                    return query().ask(expression, at);
                });
        group.beginWithoutPast();
        write(0, 5, "__name__", "m", "x", "a");
        group.evaluate(minute(0));
        fails[0] = true;
        group.evaluate(minute(1));
        assertThat(values("r", 1)).hasSize(1);
        assertThat(states(group, 1)).containsExactly("a firing");
        assertThat(group.state().rules()).extracting(RuleState::error).containsOnly("no answer");
        assertThat(group.state().rules()).extracting(RuleState::health).containsOnly(RuleState.Health.ERR);
    }

    @Test
    void labelSetsThatFallTogetherAreAFault() {
        GroupEvaluation group = group("""
            rules:
            - {record: r, expr: m, labels: {x: same}}
            - {alert: A, expr: m, labels: {x: same}}
            """);
        write(0, 5, "__name__", "m", "x", "a");
        write(0, 5, "__name__", "m", "x", "b");
        group.evaluate(minute(0));
        assertThat(group.state().rules()).extracting(RuleState::error).containsExactly(
                "vector contains metrics with the same labelset after applying rule labels",
                "vector contains metrics with the same labelset after applying alert labels");
    }

    @Test
    void moreThanTheLimitIsAFault() {
        GroupEvaluation group = group("limit: 1\nrules:\n- {record: r, expr: m}\n- {alert: A, expr: m}\n");
        write(0, 5, "__name__", "m", "x", "a");
        group.evaluate(minute(0));
        assertThat(states(group, 1)).containsExactly("a firing");
        write(1, 5, "__name__", "m", "x", "b");
        group.evaluate(minute(1));
        assertThat(group.state().rules()).extracting(RuleState::error).containsExactly(
                "exceeded limit of 1 with 2 series", "exceeded limit of 1 with 2 alerts");
        assertThat(states(group, 1)).isEmpty();
    }

    @Test
    void anAlertWaitsFiresFiresOnAndIsOver() {
        GroupEvaluation group = group("""
            rules:
            - alert: A
              expr: m > 1
              for: 2m
              keep_firing_for: 3m
              labels: {severity: "s{{ $value }}"}
              annotations: {text: "{{ $labels.x }} of {{ $externalLabels.region }}"}
            """);
        List<String> seen = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            write(minute, minute < 4 ? 5 : 0, "__name__", "m", "x", "a");
            group.evaluate(minute(minute));
            group.state().rules().getFirst().alerts().forEach(alert -> texts.add(alert.annotations().get("text")));
            seen.addAll(states(group, 0).isEmpty() ? List.of("none") : states(group, 0));
        }
        assertThat(seen).containsExactly("a pending", "a pending", "a firing", "a firing", "a firing", "a firing",
                "a firing", "none", "none", "none");
        assertThat(values("ALERTS", 1)).containsExactly(
                "ALERTS{alertname=\"A\",alertstate=\"pending\",severity=\"s5\",x=\"a\"} 1.0");
        assertThat(values("ALERTS", 2)).containsExactly(
                "ALERTS{alertname=\"A\",alertstate=\"firing\",severity=\"s5\",x=\"a\"} 1.0");
        assertThat(values("ALERTS_FOR_STATE", 6)).containsExactly(
                "ALERTS_FOR_STATE{alertname=\"A\",severity=\"s5\",x=\"a\"} " + (double) START.getEpochSecond());
        assertThat(values("ALERTS", 7)).isEmpty();
        assertThat(texts).hasSize(7).containsOnly("a of eu");
    }

    @Test
    void anAlertThatComesBackWhileItFiresOnGoesOn() {
        GroupEvaluation group = group("rules:\n- {alert: A, expr: m > 1, keep_firing_for: 3m}\n");
        for (int minute = 0; minute < 8; minute++) {
            write(minute, minute == 0 || minute == 2 ? 5 : 0, "__name__", "m", "x", "a");
            group.evaluate(minute(minute));
            assertThat(states(group, 0)).as("minute " + minute).hasSize(minute < 6 ? 1 : 0);
        }
    }

    @Test
    void theOffsetShiftsWhatIsAskedAndWritten() {
        GroupEvaluation group = group("query_offset: 1m\nrules:\n- {record: r, expr: timestamp(m)}\n");
        write(0, 5, "__name__", "m");
        group.evaluate(minute(1));
        assertThat(values("timestamp(r)", 1)).containsExactly("{} " + (double) START.getEpochSecond());
    }

    @Test
    void anAlertGoesOnWaitingAfterARestart() {
        String rules = "rules:\n- {alert: A, expr: m > 1, for: 30m}\n";
        GroupEvaluation before = group(rules);
        for (int minute = 0; minute <= 10; minute++) {
            write(minute, 5, "__name__", "m", "x", "a");
            before.evaluate(minute(minute));
        }
        GroupEvaluation after = group(rules, query());
        StateRestoration restoration = new StateRestoration(store);
        write(16, 5, "__name__", "m", "x", "a");
        after.evaluate(minute(16));
        assertThat(after.isRestored()).isFalse();
        assertThat(after.state().samples()).isZero();
        after.restore(restoration, minute(16));
        after.evaluate(minute(17));
        // Ten minutes it waited before, six nobody looked.
        assertThat(after.state().rules().getFirst().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.activeAt()).isEqualTo(minute(6));
            assertThat(alert.state()).isEqualTo(State.PENDING);
        });
        assertThat(after.state().samples()).isEqualTo(2);
        write(36, 5, "__name__", "m", "x", "a");
        after.evaluate(minute(36));
        assertThat(states(after, 0)).containsExactly("a firing");
    }

    @Test
    void anAlertThatWouldSoonFireWaitsForTheGracePeriod() {
        String rules = "rules:\n- {alert: A, expr: m > 1, for: 30m}\n";
        GroupEvaluation before = group(rules);
        for (int minute = 0; minute <= 25; minute++) {
            write(minute, 5, "__name__", "m", "x", "a");
            before.evaluate(minute(minute));
        }
        GroupEvaluation after = group(rules, query());
        write(40, 5, "__name__", "m", "x", "a");
        after.evaluate(minute(40));
        after.restore(new StateRestoration(store), minute(40));
        after.evaluate(minute(41));
        assertThat(after.state().rules().getFirst().alerts()).singleElement().extracting(ActiveAlert::activeAt)
                .isEqualTo(minute(20));
    }

    @Test
    void anotherFormOfTheGroupKeepsAlertsAndEndsWhatIsGone() {
        GroupEvaluation before = group("""
            rules:
            - {record: kept, expr: vector(1)}
            - {record: gone, expr: vector(2)}
            - {alert: Waits, expr: vector(1), for: 1h}
            """);
        before.evaluate(minute(1));
        GroupEvaluation after = group("""
            rules:
            - {alert: Waits, expr: vector(3), for: 2m}
            - {record: kept, expr: vector(4)}
            """);
        assertThat(after.isAs(before)).isFalse();
        after.takeOver(before);
        assertThat(after.state().rules().getFirst().alerts()).singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(ActiveAlert.State.PENDING));
        after.evaluate(minute(3));
        assertThat(after.state().rules().getFirst().alerts()).singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(ActiveAlert.State.FIRING));
        assertThat(query().ask("kept", minute(3))).singleElement()
                .satisfies(sample -> assertThat(sample.value()).isEqualTo(4));
        assertThat(query().ask("gone", minute(2))).hasSize(1);
        assertThat(query().ask("gone", minute(3))).isEmpty();
    }

    @Test
    void aGroupThatIsGoneEndsWhatItWrote() {
        GroupEvaluation group = group("rules: [{record: gone, expr: vector(2)}]");
        group.evaluate(minute(1));
        group.end(minute(2));
        assertThat(query().ask("gone", minute(1))).hasSize(1);
        assertThat(query().ask("gone", minute(2))).isEmpty();
    }
}
