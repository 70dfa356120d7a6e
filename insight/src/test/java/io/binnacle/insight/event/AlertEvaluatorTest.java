package io.binnacle.insight.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.insight.rule.Rule;
import io.binnacle.insight.rule.TestRules;
import io.binnacle.kernel.health.Health;
import io.binnacle.kernel.health.Severity;
import io.binnacle.kernel.label.Labels;
import io.binnacle.storage.Database;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertEvaluatorTest {

    private static final String KEYS = """
        unit: ratio
        thresholds: {critical: {above: 0.97, clear: 0.95}, warning: {above: 0.9, clear: 0.8}}
        for: 20s
        clearFor: 10s
        noData: {after: 30s, becomes: unknown, goneWhen: complete}
        item: {class: disk, key: "{{ thing }}"}
        labels: {team: storage}
        """;
    private static final Rule RULE = TestRules.rule(KEYS);

    private final Database database = TestDatabase.create();
    private final EvaluatorBench bench = new EvaluatorBench(database, RULE);

    AlertEvaluatorTest() {
        bench.values.put("complete", Map.of());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Alert only() {
        List<Alert> all = bench.alerts.list(ListQuery.ALL).items();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void aConditionBecomesAnAlertOfItsItemAndEnds() {
        ConfigurationItem item = bench.cmdb.add("disk", "sda");
        bench.round("test", "sda", 0.5);
        bench.round("test", "sda", 0.92);
        assertThat(only().state()).isEqualTo(AlertState.PENDING);
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.OK);
        bench.round();
        bench.round();
        Alert alert = only();
        assertThat(alert.state()).isEqualTo(AlertState.FIRING);
        assertThat(alert.title()).isEqualTo("sda is bad");
        assertThat(alert.description()).isEqualTo("It is at 92 %.");
        assertThat(alert.reason()).isEqualTo("92 % is above 90 % for 20s");
        assertThat(alert.ciName()).isEqualTo("the sda");
        assertThat(alert.labels()).containsEntry("thing", "sda").containsEntry("team", "storage");
        assertThat(alert.firedAt()).isEqualTo(alert.startedAt().plusSeconds(20));
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.WARNING);

        bench.round("test", "sda", 0.99);
        bench.round();
        bench.round();
        assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.CRITICAL);
        assertThat(bench.cmdb.get(item.id()).healthReason()).isEqualTo("sda is bad");

        bench.round("test", "sda", 0.1);
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(only().reason()).isEqualTo("10 % is at or below 95 % for 10s");
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.OK);
        assertThat(bench.toldStates()).containsExactly("pending", "firing", "firing", "resolved");
        assertThat(bench.alerts.history(alert.id())).extracting(change -> change.to().text())
                .containsExactly("pending", "firing", "firing", "resolved");
        assertThat(bench.alerts.history(alert.id()).getFirst().at()).isEqualTo(alert.startedAt());
    }

    @Test
    void theSameConditionLaterIsAnotherAlert() {
        for (double value : new double[]{0.92, 0.92, 0.92, 0.1, 0.1, 0.92, 0.92, 0.92}) {
            bench.round("test", "sda", value);
        }
        assertThat(bench.alerts.list(ListQuery.ALL).items()).extracting(Alert::state)
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void aPendingAlertThatEndsLeavesNothingButWasTold() {
        bench.round("test", "sda", 0.92);
        bench.round("test", "sda", 0.1);
        assertThat(bench.alerts.list(ListQuery.ALL).total()).isZero();
        assertThat(bench.told.getLast().neverFired()).isTrue();
    }

    @Test
    void aFailingListenerRollsEverythingBackAndIsToldAgain() {
        ConfigurationItem item = bench.cmdb.add("disk", "sda");
        bench.round("test", "sda", 0.92);
        bench.round();
        bench.failNext = 2;
        bench.round();
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.PENDING);
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.OK);
        bench.round("test", "sda", 0.1);
        assertThat(bench.toldStates()).containsExactly("pending", "firing");
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.WARNING);
        bench.round();
        assertThat(bench.toldStates()).containsExactly("pending", "firing", "resolved");
        assertThat(bench.alerts.history(bench.told.getLast().after().id())).extracting(change -> change.to().text())
                .containsExactly("pending", "firing", "resolved");
        assertThat(bench.meters.counter("binnacle.alerts.transitions.failed").count()).isEqualTo(2);
    }

    @Test
    void aRestartContinuesTheClockWithoutTheTimeInWhichNobodyLooked() {
        bench.round("test", "sda", 0.92);
        bench.round();
        bench.clock.advance(Duration.ofHours(1));
        bench.restart(RULE);
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.PENDING);
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        assertThat(bench.toldStates()).containsExactly("pending", "firing");
    }

    @Test
    void aRestartNeitherResolvesNorForgetsBeforeDataHadTimeToCome() {
        Rule plain = TestRules.rule("plain", "thresholds: {warning: {above: 0.9}}");
        bench.restart(RULE, plain);
        bench.set("test", "sda", 0.99);
        bench.set("plain", "sda", 0.99);
        bench.round();
        bench.round();
        bench.round();
        bench.restart(RULE, plain);
        bench.set("test", "sda", null);
        bench.set("plain", "sda", null);
        for (int i = 0; i < 6; i++) {
            bench.round();
            assertThat(bench.alerts.list(ListQuery.ALL).items()).extracting(Alert::state)
                    .containsOnly(AlertState.FIRING);
        }
        bench.round();
        assertThat(bench.alerts.list(ListQuery.of("rule:test")).items().getFirst().state())
                .isEqualTo(AlertState.UNKNOWN);
        assertThat(bench.alerts.list(ListQuery.of("rule:plain")).items().getFirst().state())
                .isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void aRestartInTheMiddleOfAnAlertTellsNobodyTwice() {
        bench.round("test", "sda", 0.99);
        bench.round();
        bench.round();
        bench.restart(RULE);
        bench.round();
        bench.round();
        assertThat(bench.toldStates()).containsExactly("pending", "firing");
        assertThat(only().incidentNumber()).isNull();
    }

    @Test
    void anAlertOfARuleThatIsNoMoreEnds() {
        bench.round("test", "sda", 0.99);
        bench.round();
        bench.round();
        bench.restart();
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(only().reason()).contains("switched off or was removed");
    }

    @Test
    void missingDataAreUnknownAndSoIsTheItem() {
        ConfigurationItem item = bench.cmdb.add("disk", "sda");
        bench.round("test", "sda", 0.5);
        bench.set("test", "sda", null);
        bench.round();
        bench.round();
        assertThat(bench.alerts.list(ListQuery.ALL).total()).isZero();
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.UNKNOWN);
        assertThat(only().firedAt()).isNull();
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.UNKNOWN);
        bench.round("test", "sda", 0.5);
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.OK);
    }

    @Test
    void whatDiscoveryNoLongerFindsIsGoneNotUnknown() {
        ConfigurationItem item = bench.cmdb.add("disk", "sda");
        bench.round("test", "sda", 0.99);
        bench.round();
        bench.round();
        bench.cmdb.lifecycle(item.id(), Lifecycle.MISSING);
        bench.set("test", "sda", null);
        bench.round();
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        bench.round();
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(only().reason()).contains("discovery does not find it");
    }

    @Test
    void whatIsMissingWhileItsSourceSeesEverythingIsGoneAtOnce() {
        bench.round("test", "sda", 0.99);
        bench.round();
        bench.round();
        bench.values.put("complete", Map.of(Labels.of("other", "x"), 1.0));
        bench.round("test", "sda", null);
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void anItemThatIsFoundLaterGetsItsAlert() {
        bench.round("test", "sda", 0.92);
        bench.round();
        bench.round();
        assertThat(only().ciId()).isNull();
        ConfigurationItem item = bench.cmdb.add("disk", "sda");
        bench.round();
        assertThat(only().ciId()).isEqualTo(item.id());
        assertThat(bench.cmdb.healthOf(item)).isEqualTo(Health.WARNING);
        assertThat(bench.told.getLast().stateChanged()).isFalse();
    }

    @Test
    void aRuleThatFailsSaysSoAndChangesNothing() {
        bench.round("test", "sda", 0.99);
        bench.round();
        bench.round();
        bench.values.remove("test");
        for (int i = 0; i < 10; i++) {
            bench.round();
        }
        assertThat(only().state()).isEqualTo(AlertState.FIRING);
        assertThat(bench.evaluator.rules().getFirst().error()).contains("an expression that works");
    }

    @Test
    void aRuleOpensNoMoreAlertsThanItMay() {
        for (int i = 0; i < 1_003; i++) {
            bench.set("test", "disk" + i, 0.99);
        }
        bench.round();
        RuleStatus status = bench.evaluator.rules().getFirst();
        assertThat(status.alerts()).containsEntry(AlertState.PENDING, 1_000);
        assertThat(status.dropped()).isEqualTo(3);
    }

    @Test
    void theIncidentOfAnAlertIsKeptThroughItsChanges() {
        bench.evaluator.addListener(transition -> {
            if (transition.after().state() == AlertState.FIRING) {
                bench.alerts.joinIncident(transition.after().id(), "INC-1");
            }
        });
        bench.round("test", "sda", 0.99);
        bench.round();
        bench.round();
        bench.round("test", "sda", 0.1);
        bench.round();
        assertThat(only().incidentNumber()).isEqualTo("INC-1");
        assertThat(bench.told.getLast().after().incidentNumber()).isEqualTo("INC-1");
        assertThat(bench.alerts.ofIncident("INC-1")).hasSize(1);
    }

    @Test
    void theHistoryCannotBeChanged() {
        bench.round("test", "sda", 0.99);
        bench.round();
        bench.round();
        assertThatThrownBy(
                () -> database.jdbi().useHandle(handle -> handle.execute("DELETE FROM binnacle.alert_change")))
                .hasMessageContaining("only ever added to");
    }
}
