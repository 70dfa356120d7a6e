package io.binnacle.operations.incident;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.OperationsRig;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.list.ListQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.binnacle.operations.OperationsRig.ANA;
import static io.binnacle.operations.OperationsRig.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IncidentDeskTest {

    private final OperationsRig rig = new OperationsRig();
    private final IncidentDesk desk = rig.incidents;

    @AfterEach
    void close() {
        rig.close();
    }

    private Incident opened() {
        return desk.open(ANA, new OpenIncident("Shop is slow", Severity.MAJOR, null, null, null));
    }

    @Test
    void anIncidentOpenedByHandIsOpenNumberedAndStaysOpenByItself() {
        ConfigurationItem item = rig.item("web-1");
        Incident incident = desk.open(ANA,
                new OpenIncident("  Shop is slow ", Severity.MAJOR, item.id(), "ben", "seen"));
        assertThat(incident.number()).isEqualTo("INC-1");
        assertThat(incident.title()).isEqualTo("Shop is slow");
        assertThat(incident.status()).isEqualTo(IncidentStatus.OPEN);
        assertThat(incident.ciName()).isEqualTo("web-1");
        assertThat(incident.owner()).isEqualTo("ben");
        assertThat(incident.openedBy()).isEqualTo("ana");
        assertThat(incident.keepOpen()).isTrue();
        assertThat(desk.get("INC-1")).isEqualTo(incident);
        Activity entry = desk.timeline("INC-1").getFirst();
        assertThat(entry.verb()).isEqualTo("opened");
        assertThat(entry.message()).isEqualTo("seen");
        assertThat(entry.actor()).isEqualTo(ANA);
        assertThat(entry.changes()).containsEntry("severity", new FieldChange(null, "major"));
    }

    @Test
    void anItemHasOneUnresolvedIncident() {
        ConfigurationItem item = rig.item("web-1");
        OpenIncident wanted = new OpenIncident("Shop is slow", Severity.MAJOR, item.id(), null, null);
        Incident first = desk.open(ANA, wanted);
        assertThatThrownBy(() -> desk.open(BEN, wanted)).isInstanceOf(Conflict.class).hasMessageContaining("INC-1");
        desk.resolve(ANA, first.number(), null, null);
        Incident second = desk.open(BEN, wanted);
        assertThat(second.number()).isEqualTo("INC-2");
        assertThatThrownBy(() -> desk.reopen(ANA, "INC-1", null, null)).isInstanceOf(Conflict.class)
                .hasMessageContaining("INC-2");
    }

    @Test
    void whoAcknowledgesOwnsIt() {
        String number = opened().number();
        rig.clock.advance(Duration.ofMinutes(3));
        Incident incident = desk.acknowledge(BEN, number, null);
        assertThat(incident.status()).isEqualTo(IncidentStatus.ACKNOWLEDGED);
        assertThat(incident.owner()).isEqualTo("ben");
        assertThat(incident.acknowledgedAt()).isEqualTo(rig.now());
        assertThat(desk.timeline(number).getLast().changes())
                .containsEntry("status", new FieldChange("open", "acknowledged"))
                .containsEntry("owner", new FieldChange(null, "ben"));
    }

    @Test
    void aTokenThatAcknowledgesOwnsNothing() {
        Incident incident = desk.acknowledge(new Actor(Actor.Kind.TOKEN, "ci", null), opened().number(), null);
        assertThat(incident.owner()).isNull();
    }

    @Test
    void theSecondToAcknowledgeLearnsWhoWasFirst() {
        String number = opened().number();
        desk.acknowledge(BEN, number, null);
        assertThatThrownBy(() -> desk.acknowledge(ANA, number, null)).isInstanceOf(Conflict.class)
                .hasMessage("INC-1 is acknowledged: acknowledged by ben at 12:00:00 UTC");
    }

    @Test
    void aCallerThatSawAnOlderVersionLearnsWhatHappened() {
        Incident seen = opened();
        desk.changeSeverity(BEN, seen.number(), Severity.CRITICAL, seen.version());
        assertThatThrownBy(() -> desk.assign(ANA, seen.number(), "ana", seen.version())).isInstanceOf(Conflict.class)
                .hasMessageContaining("severity changed by ben");
        assertThat(desk.get(seen.number()).owner()).isNull();
    }

    @Test
    void commentsDoNotMakeAnybodyElsesActionFail() {
        Incident seen = opened();
        desk.comment(BEN, seen.number(), "looking");
        assertThat(desk.assign(ANA, seen.number(), "ben", seen.version()).owner()).isEqualTo("ben");
    }

    @Test
    void theWholeLifeIsInTheTimeLine() {
        String number = opened().number();
        desk.acknowledge(ANA, number, null);
        desk.assign(ANA, number, "ben", null);
        desk.comment(BEN, number, "restarting it");
        desk.changeSeverity(BEN, number, Severity.WARNING, null);
        desk.keepOpen(BEN, number, false, null);
        desk.mitigate(BEN, number, "restarted", null);
        desk.resolve(BEN, number, "fixed for good", null);
        desk.comment(ANA, number, "thanks");
        Incident reopened = desk.reopen(ANA, number, "again", null);
        assertThat(reopened.status()).isEqualTo(IncidentStatus.OPEN);
        assertThat(reopened.resolvedAt()).isNull();
        assertThat(reopened.resolution()).isNull();
        assertThat(rig.verbs(number)).containsExactly("opened", "acknowledged", "assigned", "commented",
                "severity-changed", "keep-open-changed", "mitigated", "resolved", "commented", "reopened");
        assertThat(rig.committed).extracting(IncidentChange::kind).containsExactly(IncidentChange.Kind.OPENED,
                IncidentChange.Kind.ACKNOWLEDGED, IncidentChange.Kind.ASSIGNED, IncidentChange.Kind.COMMENTED,
                IncidentChange.Kind.EASED, IncidentChange.Kind.KEPT_OPEN, IncidentChange.Kind.MITIGATED,
                IncidentChange.Kind.RESOLVED, IncidentChange.Kind.COMMENTED, IncidentChange.Kind.REOPENED);
    }

    @Test
    void aResolvedIncidentKeepsWhatWasSaid() {
        String number = opened().number();
        Incident incident = desk.resolve(ANA, number, " disk replaced ", null);
        assertThat(incident.resolution()).isEqualTo("disk replaced");
        assertThat(incident.resolvedAt()).isEqualTo(rig.now());
        assertThatThrownBy(() -> desk.changeSeverity(ANA, number, Severity.INFO, null)).isInstanceOf(Conflict.class)
                .hasMessageContaining("resolved by ana");
    }

    @Test
    void whatChangesNothingLeavesNoTrace() {
        Incident incident = opened();
        assertThat(desk.changeSeverity(ANA, incident.number(), Severity.MAJOR, null)).isEqualTo(incident);
        assertThat(desk.assign(ANA, incident.number(), null, null)).isEqualTo(incident);
        assertThat(desk.keepOpen(ANA, incident.number(), true, null)).isEqualTo(incident);
        assertThat(rig.verbs(incident.number())).containsExactly("opened");
    }

    @Test
    void wrongInputIsNamed() {
        String number = opened().number();
        assertThatThrownBy(() -> desk.assign(ANA, number, "nobody", null)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("owner");
        assertThatThrownBy(() -> desk.comment(ANA, number, "  ")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("text");
        assertThatThrownBy(() -> desk.open(ANA, new OpenIncident("x".repeat(201), Severity.INFO, null, null, null)))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("title");
        assertThatThrownBy(() -> desk.open(ANA, new OpenIncident("x", Severity.INFO, UUID.randomUUID(), null, null)))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("ciId");
        assertThatThrownBy(() -> desk.acknowledge(ANA, "INC-99", null)).isInstanceOf(NotFound.class)
                .hasMessageContaining("INC-99");
        assertThatThrownBy(() -> desk.timeline("INC-99")).isInstanceOf(NotFound.class);
    }

    @Test
    void theListPutsWhatNeedsSomebodyFirst() {
        String resolved = desk.open(ANA, new OpenIncident("a", Severity.CRITICAL, null, null, null)).number();
        String acknowledged = desk.open(ANA, new OpenIncident("b", Severity.CRITICAL, null, null, null)).number();
        String warning = desk.open(ANA, new OpenIncident("c", Severity.WARNING, null, null, null)).number();
        String critical = desk.open(ANA, new OpenIncident("d", Severity.CRITICAL, null, null, null)).number();
        desk.resolve(ANA, resolved, null, null);
        desk.acknowledge(ANA, acknowledged, null);
        assertThat(numbers(ListQuery.ALL)).containsExactly(critical, warning, acknowledged, resolved);
        assertThat(numbers(ListQuery.of("unresolved:true severity:critical"))).containsExactly(critical, acknowledged);
        assertThat(numbers(ListQuery.of("owner:ana"))).containsExactly(acknowledged);
    }

    private List<String> numbers(ListQuery query) {
        return desk.list(query).items().stream().map(Incident::number).toList();
    }
}
