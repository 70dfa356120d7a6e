package io.binnacle.operations.incident;

import java.time.Duration;
import java.util.List;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.AlertLife;
import io.binnacle.operations.OperationsRig;
import io.binnacle.storage.list.ListQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.binnacle.operations.OperationsRig.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlertIncidentsTest {

    private OperationsRig rig = new OperationsRig();
    private final ConfigurationItem disk = rig.item("/data");

    @AfterEach
    void close() {
        rig.close();
    }

    private AlertLife alert(String rule, Severity severity) {
        return new AlertLife(rig, rule, disk, severity);
    }

    private Incident incident(String number) {
        return rig.incidents.get(number);
    }

    private List<Incident> all() {
        return rig.incidents.list(ListQuery.ALL).items();
    }

    @Test
    void anAlertThatFiresOpensTheIncidentOfItsItem() {
        AlertLife full = alert("full", Severity.MAJOR).fire();
        Incident incident = incident("INC-1");
        assertThat(incident.ciId()).isEqualTo(disk.id());
        assertThat(incident.title()).isEqualTo("full is bad");
        assertThat(incident.severity()).isEqualTo(Severity.MAJOR);
        assertThat(incident.alertsFiring()).isEqualTo(1);
        assertThat(incident.keepOpen()).isFalse();
        assertThat(rig.alerts.incidentOf(full.id())).contains("INC-1");
        assertThat(rig.incidents.alertIds("INC-1")).containsExactly(full.id());
        assertThat(rig.verbs("INC-1")).containsExactly("opened");
    }

    @Test
    void aSecondAlertOfTheItemJoinsAndMakesItWorseNeverMilder() {
        alert("inodes", Severity.WARNING).fire();
        AlertLife full = alert("full", Severity.CRITICAL).fire();
        assertThat(all()).hasSize(1);
        assertThat(incident("INC-1").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(incident("INC-1").alertsFiring()).isEqualTo(2);
        full.fire(Severity.MAJOR);
        alert("slow", Severity.INFO).fire();
        assertThat(incident("INC-1").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rig.verbs("INC-1")).containsExactly("opened", "alert-fired", "escalated", "alert-eased",
                "alert-fired");
    }

    @Test
    void aPersonsSeverityHoldsUntilSomethingWorseFires() {
        AlertLife full = alert("full", Severity.MAJOR).fire();
        rig.incidents.changeSeverity(ANA, "INC-1", Severity.WARNING, null);
        full.loseData();
        assertThat(incident("INC-1").severity()).isEqualTo(Severity.WARNING);
        alert("inodes", Severity.INFO).fire();
        assertThat(incident("INC-1").severity()).isEqualTo(Severity.WARNING);
        alert("host", Severity.CRITICAL).fire();
        assertThat(incident("INC-1").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void anAlertThatBecomesWorseEscalates() {
        alert("full", Severity.WARNING).fire().fire(Severity.CRITICAL);
        assertThat(incident("INC-1").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rig.verbs("INC-1")).containsExactly("opened", "alert-worsened", "escalated");
    }

    @Test
    void itResolvesWithItsLastAlertAndNotBefore() {
        AlertLife full = alert("full", Severity.MAJOR).fire();
        AlertLife inodes = alert("inodes", Severity.MAJOR).fire();
        full.resolve();
        assertThat(incident("INC-1").status()).isEqualTo(IncidentStatus.OPEN);
        inodes.resolve();
        assertThat(incident("INC-1").status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(incident("INC-1").resolution()).isEqualTo("its last alert resolved");
        assertThat(incident("INC-1").alertsFiring()).isZero();
        assertThat(incident("INC-1").alertsTotal()).isEqualTo(2);
        assertThat(rig.verbs("INC-1")).endsWith("alert-resolved", "alert-resolved", "resolved");
    }

    @Test
    void noDataNeitherOpensNorResolves() {
        new AlertLife(rig, "other", rig.item("web"), Severity.MAJOR).loseData();
        assertThat(all()).isEmpty();
        AlertLife full = alert("full", Severity.MAJOR).fire();
        AlertLife inodes = alert("inodes", Severity.MAJOR).fire();
        full.loseData();
        inodes.resolve();
        assertThat(incident("INC-1").status()).isEqualTo(IncidentStatus.OPEN);
        assertThat(incident("INC-1").alertsFiring()).isZero();
        full.resolve();
        assertThat(incident("INC-1").status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(rig.verbs("INC-1")).containsExactly("opened", "alert-fired", "alert-unknown", "alert-resolved",
                "alert-resolved", "resolved");
    }

    @Test
    void whatAPersonKeepsOpenStaysOpen() {
        AlertLife full = alert("full", Severity.MAJOR).fire();
        rig.incidents.keepOpen(ANA, "INC-1", true, null);
        full.resolve();
        assertThat(incident("INC-1").status()).isEqualTo(IncidentStatus.OPEN);
    }

    @Test
    void anAlertJoinsTheIncidentThatAPersonOpenedAndDoesNotCloseIt() {
        rig.incidents.open(ANA, new OpenIncident("Shop is slow", Severity.INFO, disk.id(), null, null));
        AlertLife full = alert("full", Severity.MAJOR).fire();
        assertThat(rig.alerts.incidentOf(full.id())).contains("INC-1");
        assertThat(incident("INC-1").severity()).isEqualTo(Severity.MAJOR);
        full.resolve();
        assertThat(incident("INC-1").status()).isEqualTo(IncidentStatus.OPEN);
    }

    @Test
    void theSettingKeepsEveryIncidentOpen() {
        rig.close();
        rig = new OperationsRig(new IncidentSettings(false, Duration.ofMinutes(15)), OperationsRig.quickSettings());
        alert("full", Severity.MAJOR).fire().resolve();
        assertThat(incident("INC-1").status()).isEqualTo(IncidentStatus.OPEN);
    }

    @Test
    void anAlertSoonAfterTheLastOneOpensTheSameIncidentAgain() {
        alert("full", Severity.MAJOR).fire().resolve();
        rig.clock.advance(Duration.ofMinutes(15));
        AlertLife again = alert("full", Severity.CRITICAL).fire();
        Incident incident = incident("INC-1");
        assertThat(all()).hasSize(1);
        assertThat(incident.status()).isEqualTo(IncidentStatus.OPEN);
        assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(incident.alertsFiring()).isEqualTo(1);
        assertThat(incident.alertsTotal()).isEqualTo(2);
        assertThat(rig.verbs("INC-1")).endsWith("resolved", "reopened", "alert-fired", "escalated");
        again.resolve();
        rig.clock.advance(Duration.ofMinutes(15).plusMillis(1));
        alert("full", Severity.MAJOR).fire();
        assertThat(incident("INC-2").status()).isEqualTo(IncidentStatus.OPEN);
    }

    @Test
    void whatAPersonResolvedIsNotOpenedAgainByTheSameAlert() {
        AlertLife full = alert("full", Severity.MAJOR).fire();
        rig.incidents.resolve(ANA, "INC-1", "known, ignore", null);
        full.fire(Severity.WARNING);
        full.loseData();
        assertThat(all()).hasSize(1);
        assertThat(incident("INC-1").status()).isEqualTo(IncidentStatus.RESOLVED);
        full.resolve();
        assertThat(incident("INC-1").alertsFiring()).isZero();
        alert("full", Severity.MAJOR).fire();
        assertThat(incident("INC-2").status()).isEqualTo(IncidentStatus.OPEN);
    }

    @Test
    void anAlertWithoutAnItemIsItsOwnMatter() {
        AlertLife one = new AlertLife(rig, "clock", null, Severity.WARNING).fire();
        new AlertLife(rig, "host", null, Severity.WARNING).fire();
        assertThat(all()).hasSize(2);
        one.resolve();
        new AlertLife(rig, "clock", null, Severity.WARNING).fire();
        assertThat(all()).hasSize(2);
    }

    @Test
    void anIncidentLearnsItsItemWhenItsAlertDoes() {
        AlertLife full = new AlertLife(rig, "full", null, Severity.WARNING).fire();
        full.find(disk);
        assertThat(incident("INC-1").ciName()).isEqualTo("/data");
        alert("inodes", Severity.WARNING).fire();
        assertThat(all()).hasSize(1);
        assertThat(rig.verbs("INC-1")).containsExactly("opened", "item-found", "alert-fired");
    }

    @Test
    void whatNeverFiredIsNoIncident() {
        alert("full", Severity.MAJOR).resolve();
        assertThat(all()).isEmpty();
    }

    @Test
    void aListenerThatFailsUndoesTheIncident() {
        rig.close();
        rig = new OperationsRig(IncidentSettings.defaults(), OperationsRig.quickSettings(), change -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> alert("full", Severity.MAJOR).fire()).isInstanceOf(IllegalStateException.class);
        assertThat(all()).isEmpty();
        assertThat(rig.committed).isEmpty();
    }
}
