package io.binnacle.insight.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.insight.dashboard.jdbc.JdbcDashboards;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Severity;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardsTest {

    private static final Actor MIRA = new Actor(Actor.Kind.USER, "mira", "192.0.2.1");
    private static final Actor JON = new Actor(Actor.Kind.USER, "jon", "192.0.2.2");

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock();
    private final List<String> told = new ArrayList<>();
    private final JdbcActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    private final Dashboards dashboards = new DashboardDesk(new JdbcDashboards(database.jdbi()), activities, clock,
            told::add);

    @AfterEach
    void close() {
        database.close();
    }

    private static DashboardContent content(String title, DashboardPanel... panels) {
        DashboardVariable job = new DashboardVariable("job", "Job", VariableKind.QUERY, "label_values(up, job)", "",
                List.of(), true, true, List.of());
        return new DashboardContent(title, "", List.of("shop"), List.of(job), List.of(panels));
    }

    private static DashboardPanel panel(String title) {
        return new DashboardPanel(title, "", PanelKind.TIME_SERIES, 6, 5, "s",
                List.of(new PanelQuery("up{job=~\"$job\"}", "{{instance}}")),
                List.of(new PanelThreshold(1, Severity.WARNING), new PanelThreshold(2, Severity.CRITICAL)), null, 9.5,
                "", "job", PanelStacking.PERCENT);
    }

    @Test
    void whatWasMadeIsFoundAgainAsItWasWritten() {
        DashboardContent content = content("Shop", panel("Up"));
        Dashboard made = dashboards.create(MIRA, content);
        assertThat(made.version()).isEqualTo(1);
        assertThat(made.changedBy()).isEqualTo("mira");
        assertThat(dashboards.get(made.id())).isEqualTo(made);
        assertThat(dashboards.list()).contains(made.summary());
    }

    @Test
    void aChangeCountsTheVersionUpAndIsNotedOnce() {
        Dashboard made = dashboards.create(MIRA, content("Shop"));
        Dashboard changed = dashboards.replace(JON, made.id(), 1, content("Shop", panel("Up")), null);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.changedBy()).isEqualTo("jon");
        assertThat(dashboards.replace(JON, made.id(), 2, changed.content(), null)).isEqualTo(changed);
        dashboards.delete(MIRA, made.id());
        assertThatThrownBy(() -> dashboards.get(made.id())).isInstanceOf(NotFound.class);
        assertThat(activities.of(new RecordRef("dashboard", made.id()), 10)).extracting(Activity::verb)
                .containsExactly("deleted", "changed", "created");
        assertThat(told).containsExactly(made.id(), made.id(), made.id());
    }

    @Test
    void whoSawAnOlderVersionChangesNothing() {
        Dashboard made = dashboards.create(MIRA, content("Shop"));
        dashboards.replace(JON, made.id(), 1, content("Jon's"), null);
        assertThatThrownBy(() -> dashboards.replace(MIRA, made.id(), 1, content("Mira's"), null))
                .isInstanceOf(Conflict.class).hasMessageContaining("version 2");
        assertThat(dashboards.get(made.id()).content().title()).isEqualTo("Jon's");
    }

    @Test
    void eachSavingIsKeptWithItsAuthorAndReasonAndCanBeGoneBackTo() {
        Dashboard made = dashboards.create(MIRA, content("Shop"));
        dashboards.replace(JON, made.id(), 1, content("Shop", panel("Up")), " for the wall ");
        assertThat(dashboards.versions(made.id())).containsExactly(
                new DashboardVersion(2, "jon", clock.instant(), "for the wall", "Shop", 1),
                new DashboardVersion(1, "mira", clock.instant(), null, "Shop", 0));
        assertThat(dashboards.version(made.id(), 2)).isEqualTo(
                new DashboardVersionContent(2, content("Shop", panel("Up")), content("Shop")));
        assertThat(dashboards.version(made.id(), 1).before()).isNull();

        assertThatThrownBy(() -> dashboards.restore(MIRA, made.id(), 1, 1, null)).isInstanceOf(Conflict.class);
        Dashboard back = dashboards.restore(MIRA, made.id(), 2, 1, "it was too much");
        assertThat(back.version()).isEqualTo(3);
        assertThat(back.content()).isEqualTo(made.content());
        Activity noted = activities.of(new RecordRef("dashboard", made.id()), 1).getFirst();
        assertThat(noted.verb()).isEqualTo("restored");
        assertThat(noted.message()).isEqualTo("Shop: it was too much");
        assertThat(told).hasSize(3);
    }

    @Test
    void onlyTheNewestVersionsAreKeptAndNoneOfADeletedOne() {
        Dashboard made = dashboards.create(MIRA, content("0"));
        for (int version = 1; version <= Dashboards.VERSIONS_MAX; version++) {
            dashboards.replace(MIRA, made.id(), version, content("" + version), null);
        }
        assertThat(dashboards.versions(made.id())).hasSize(Dashboards.VERSIONS_MAX)
                .extracting(DashboardVersion::version).startsWith(Dashboards.VERSIONS_MAX + 1).endsWith(2);
        assertThat(dashboards.version(made.id(), 2).before()).isNull();
        assertThatThrownBy(() -> dashboards.version(made.id(), 1)).isInstanceOf(NotFound.class);
        dashboards.delete(MIRA, made.id());
        assertThatThrownBy(() -> dashboards.versions(made.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dashboards.version(made.id(), 2)).isInstanceOf(NotFound.class);
        assertThat(dashboards.versions("host")).isEmpty();
    }

    @Test
    void aNoteHasABound() {
        Dashboard made = dashboards.create(MIRA, content("Shop"));
        assertThatThrownBy(() -> dashboards.replace(MIRA, made.id(), 1, content("Shop 2"), "x".repeat(501)))
                .isInstanceOf(InvalidInput.class);
        assertThat(dashboards.get(made.id())).isEqualTo(made);
    }

    @Test
    void everythingWrongWithAContentIsSaidAtOnce() {
        DashboardPanel wide = new DashboardPanel("Wide", "", PanelKind.STAT, 13, 0, "", List.of(),
                List.of(new PanelThreshold(2, Severity.MAJOR), new PanelThreshold(1, Severity.INFO)), null, null, "",
                "nobody", null);
        DashboardVariable bad = new DashboardVariable("1st", "", VariableKind.CUSTOM, "", "", List.of(), false, false,
                List.of());
        DashboardContent content = new DashboardContent(" ", "", List.of(), List.of(bad), List.of(wide));
        assertThatThrownBy(() -> dashboards.create(MIRA, content)).isInstanceOfSatisfying(InvalidInput.class,
                wrong -> assertThat(wrong.violations()).extracting(InvalidInput.Violation::field).containsExactly(
                        "title", "variables[0].name", "variables[0].options", "panels[0].width", "panels[0].height",
                        "panels[0].repeat", "panels[0].thresholds"));
        assertThat(told).isEmpty();
    }

    @Test
    void thoseThatComeWithTheProgramAreThereAndCannotBeChanged() {
        List<DashboardSummary> shipped = dashboards.list();
        assertThat(shipped).extracting(DashboardSummary::title).containsExactly("Host", "JVM", "Kubernetes",
                "Linux host (node_exporter)", "PostgreSQL", "nginx");
        assertThat(shipped).allMatch(DashboardSummary::readOnly);
        DashboardContent host = dashboards.get("host").content();
        assertThatThrownBy(() -> dashboards.replace(MIRA, "host", 1, host, null)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> dashboards.delete(MIRA, "host")).isInstanceOf(Conflict.class);
        assertThat(dashboards.create(MIRA, host).readOnly()).isFalse();
    }

    @Test
    void whatIsNoIdIsNoDashboard() {
        assertThatThrownBy(() -> dashboards.get("nothing")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dashboards.delete(MIRA, "01a217e0-8dbc-7a41-967c-f7316d472e7f"))
                .isInstanceOf(NotFound.class);
    }
}
