package io.binnacle.insight.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.insight.rule.evaluation.ActiveAlert;
import io.binnacle.insight.rule.evaluation.ActiveAlert.State;
import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.insight.rule.evaluation.RuleState;
import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.insight.rule.prometheus.RuleGroup;
import io.binnacle.kernel.health.Health;
import io.binnacle.kernel.health.Severity;
import io.binnacle.kernel.label.Labels;
import io.binnacle.storage.Database;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusAlertsTest {

    private static final PrometheusRule.Alerting RULE = new PrometheusRule.Alerting("Slow", "m > 1",
            Duration.ofMinutes(2), Duration.ZERO, new TreeMap<>(), new TreeMap<>());

    private final Database database = TestDatabase.create();
    private final EvaluatorBench bench = new EvaluatorBench(database);
    private List<GroupState> groups = List.of();

    PrometheusAlertsTest() {
        bench.evaluator.follow(() -> groups);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** The rule was evaluated and found these, or failed. */
    private void found(@Nullable String error, ActiveAlert... alerts) {
        RuleGroup group = new RuleGroup("f.yml", "disks", null, null, 0, List.of(RULE));
        groups = List.of(new GroupState(group, Duration.ofMinutes(1), bench.clock.instant(), Duration.ZERO, 0, List.of(
                new RuleState(RULE, error, bench.clock.instant(), Duration.ZERO, List.of(alerts)))));
        bench.round();
    }

    private ActiveAlert alert(State state, String... labels) {
        List<String> all = new ArrayList<>(List.of("alertname", "Slow", "severity", "page"));
        all.addAll(List.of(labels));
        return new ActiveAlert(Labels.of(all.toArray(new String[0])),
                new TreeMap<>(Map.of("summary", "sda is slow", "description", "Very.")), state, 7.5, null,
                bench.clock.instant().minusSeconds(60), null, null, null);
    }

    private List<Alert> all() {
        return bench.alerts.list(ListQuery.ALL).items();
    }

    private Alert only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    @Test
    void anAlertOfAPrometheusRuleIsAnAlert() {
        ConfigurationItem item = bench.cmdb.add("server", "h1");
        found(null, alert(State.PENDING, "host_id", "h1"));
        Alert pending = only();
        assertThat(pending.state()).isEqualTo(AlertState.PENDING);
        assertThat(pending.ruleId()).isEqualTo("disks/Slow");
        assertThat(pending.title()).isEqualTo("sda is slow");
        assertThat(pending.description()).isEqualTo("Very.");
        assertThat(pending.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(pending.value()).isEqualTo(7.5);
        assertThat(pending.ciName()).isEqualTo("the h1");
        assertThat(pending.reason())
                .isEqualTo("in the result of the rule's expression for 1m; fires when that lasts 2m");
        found(null, alert(State.FIRING, "host_id", "h1"));
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.CRITICAL);
        found(null);
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.OK);
        assertThat(bench.toldStates()).containsExactly("pending", "firing", "resolved");
        UUID id = pending.id();
        assertThat(bench.alerts.history(id)).extracting(change -> change.to().text())
                .containsExactly("pending", "firing", "resolved");
    }

    @Test
    void aRuleThatFailsMakesWhatFiresUnknownAndResolvesNothing() {
        found(null, alert(State.FIRING, "x", "a"), alert(State.PENDING, "x", "b"));
        found("no answer");
        assertThat(all()).extracting(Alert::state).containsExactly(AlertState.UNKNOWN, AlertState.PENDING);
        assertThat(all().getFirst().reason()).isEqualTo("the rule cannot be evaluated: no answer");
        found("no answer");
        found(null, alert(State.FIRING, "x", "a"));
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        assertThat(bench.toldStates()).containsExactly("firing", "pending", "unknown", "resolved", "firing");
    }

    @Test
    void anAlertThatIsUnknownEndsWhenItsRuleSaysSo() {
        found(null, alert(State.FIRING));
        found("no answer");
        found(null);
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void aRestartKeepsWhatFires() {
        found(null, alert(State.FIRING));
        bench.restart();
        bench.evaluator.follow(() -> groups);
        RuleGroup group = groups.getFirst().group();
        groups = List.of(new GroupState(group, Duration.ofMinutes(1), null, Duration.ZERO, 0,
                List.of(new RuleState(RULE, null, null, Duration.ZERO, List.of()))));
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        // Prometheus itself lets it wait anew.
        found(null, alert(State.PENDING));
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        found(null);
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void alertsOfARuleThatIsNoMoreEnd() {
        found(null, alert(State.FIRING));
        groups = List.of();
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(only().reason()).isEqualTo("the rule was removed");
    }

    @Test
    void whatCannotBeStoredIsTriedAgain() {
        bench.failNext = 1;
        found(null, alert(State.FIRING));
        assertThat(all()).isEmpty();
        found(null, alert(State.FIRING));
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        bench.failNext = 1;
        found(null);
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        found(null, alert(State.FIRING));
        assertThat(all()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        found(null, alert(State.FIRING));
        assertThat(all()).hasSize(2);
    }

    @Test
    void valuesAreKeptUpToDateAndCounted() {
        found(null, alert(State.FIRING));
        Instant before = only().lastEvaluatedAt();
        found(null, alert(State.FIRING));
        assertThat(only().lastEvaluatedAt()).isAfter(before);
        assertThat(bench.meters.get("binnacle.alerts").tag("state", "firing").gauge().value()).isEqualTo(1);
    }

    @Test
    void wordsOfSeverityAreUnderstood() {
        assertThat(List.of("critical", "page", "error", "warning", "Info", "none", "")).extracting(
                word -> PrometheusWording.severity(new ActiveAlert(Labels.of("severity", word), new TreeMap<>(),
                        State.FIRING, 1, null, Instant.EPOCH, null, null, null)))
                .containsExactly(Severity.CRITICAL, Severity.CRITICAL, Severity.MAJOR, Severity.WARNING, Severity.INFO,
                        Severity.INFO, Severity.WARNING);
    }
}
