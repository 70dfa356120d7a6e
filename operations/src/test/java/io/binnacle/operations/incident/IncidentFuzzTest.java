package io.binnacle.operations.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.insight.event.AlertState;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.AlertLife;
import io.binnacle.operations.OperationsRig;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.Fuzz;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.binnacle.operations.OperationsRig.ANA;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * People and alerts do random things to the incidents of two items; after each, every incident must be as a small model,
 * written from the description and not from the code, says.
 */
class IncidentFuzzTest {

    private static final int STEPS = 600;
    private static final Duration WINDOW = IncidentSettings.REOPEN_WITHIN;

    /** What should be. */
    private static final class Model {
        IncidentStatus status = IncidentStatus.OPEN;
        Severity severity = Severity.INFO;
        boolean keepOpen;
        boolean byAlerts;
        @Nullable
        Instant resolvedAt;
        final Map<AlertLife, AlertState> alerts = new LinkedHashMap<>();

        boolean unresolved() {
            return status != IncidentStatus.RESOLVED;
        }

        long firing() {
            return alerts.values().stream().filter(state -> state == AlertState.FIRING).count();
        }
    }

    /** An item, its incidents in the order of their opening, its alerts that are not resolved. */
    private record Subjected(ConfigurationItem item, List<Model> models, List<AlertLife> live) {

        Subjected(ConfigurationItem item) {
            this(item, new ArrayList<>(), new ArrayList<>());
        }
    }

    private final OperationsRig rig = new OperationsRig();
    private final RandomGenerator random = Fuzz.random();
    private final List<Subjected> subjects = List.of(new Subjected(rig.item("web-1")),
            new Subjected(rig.item("web-2")));
    private final Map<AlertLife, Model> joined = new LinkedHashMap<>();
    private final Map<Model, String> numbers = new LinkedHashMap<>();
    private final Map<AlertLife, Severity> severities = new LinkedHashMap<>();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void incidentsAreAlwaysAsTheModelSays() {
        for (int step = 0; step < STEPS; step++) {
            rig.clock.advance(Duration.ofSeconds(random.nextInt(400)));
            Subjected item = Fuzz.pick(random, subjects);
            if (random.nextInt(10) < 6) {
                alertStep(item);
            } else {
                personStep(item);
            }
            check(step);
        }
    }

    private void alertStep(Subjected item) {
        List<AlertLife> alerts = item.live();
        if (alerts.isEmpty() || random.nextInt(4) == 0) {
            Severity severity = Fuzz.pick(random, List.of(Severity.values()));
            AlertLife alert = new AlertLife(rig, "rule-" + random.nextInt(1000), item.item(), severity);
            alerts.add(alert);
            severities.put(alert, severity);
            alert.fire();
            fired(item, alert, severity);
            return;
        }
        AlertLife alert = Fuzz.pick(random, alerts);
        Severity old = severities.getOrDefault(alert, Severity.INFO);
        switch (random.nextInt(3)) {
            case 0 -> {
                Severity severity = Fuzz.pick(random, List.of(Severity.values()));
                boolean anew = alert.state() != AlertState.FIRING;
                severities.put(alert, severity);
                alert.fire(severity);
                Model current = modelOf(alert);
                if (anew || severity.worseThan(old)) {
                    fired(item, alert, severity);
                } else if (current.unresolved()) {
                    current.alerts.put(alert, AlertState.FIRING);
                }
            }
            case 1 -> {
                alert.loseData();
                modelOf(alert).alerts.put(alert, AlertState.UNKNOWN);
            }
            default -> {
                alerts.remove(alert);
                alert.resolve();
                Model model = modelOf(alert);
                model.alerts.put(alert, AlertState.RESOLVED);
                boolean over = model.alerts.values().stream().allMatch(state -> state == AlertState.RESOLVED);
                if (over && !model.keepOpen && model.unresolved()) {
                    model.status = IncidentStatus.RESOLVED;
                    model.byAlerts = true;
                    model.resolvedAt = rig.now();
                }
            }
        }
    }

    /** The last that the alert joined. */
    private Model modelOf(AlertLife alert) {
        return Objects.requireNonNull(joined.get(alert));
    }

    private void fired(Subjected item, AlertLife alert, Severity severity) {
        Model model = unresolved(item);
        if (model == null) {
            model = lastResolved(item);
            boolean flaps = model != null && model.byAlerts && model.resolvedAt != null
                    && !rig.now().minus(WINDOW).isAfter(model.resolvedAt);
            if (model == null || !flaps) {
                model = new Model();
                model.severity = severity;
                add(item, model);
            }
            model.status = IncidentStatus.OPEN;
        }
        model.alerts.put(alert, AlertState.FIRING);
        joined.put(alert, model);
        if (severity.worseThan(model.severity)) {
            model.severity = severity;
        }
    }

    private void add(Subjected item, Model model) {
        item.models().add(model);
        numbers.put(model, "INC-" + (numbers.size() + 1));
    }

    private @Nullable Model unresolved(Subjected item) {
        return item.models().stream().filter(Model::unresolved).findFirst().orElse(null);
    }

    private @Nullable Model lastResolved(Subjected item) {
        Model last = null;
        for (Model model : item.models()) {
            if (last == null || (model.resolvedAt != null && last.resolvedAt != null
                    && !model.resolvedAt.isBefore(last.resolvedAt))) {
                last = model;
            }
        }
        return last;
    }

    private void personStep(Subjected item) {
        if (random.nextInt(8) == 0) {
            boolean possible = unresolved(item) == null;
            boolean done = accepted(() -> rig.incidents.open(ANA,
                    new OpenIncident("by hand", Severity.WARNING, item.item().id(), null, null)));
            assertThat(done).isEqualTo(possible);
            if (done) {
                Model model = new Model();
                model.severity = Severity.WARNING;
                model.keepOpen = true;
                add(item, model);
            }
            return;
        }
        if (item.models().isEmpty()) {
            return;
        }
        Model model = Fuzz.pick(random, item.models());
        String number = numbers.getOrDefault(model, "");
        IncidentStatus status = model.status;
        switch (random.nextInt(6)) {
            case 0 -> move(model, IncidentStatus.ACKNOWLEDGED, status == IncidentStatus.OPEN,
                    () -> rig.incidents.acknowledge(ANA, number, null));
            case 1 -> move(model, IncidentStatus.MITIGATED,
                    status == IncidentStatus.OPEN || status == IncidentStatus.ACKNOWLEDGED,
                    () -> rig.incidents.mitigate(ANA, number, null, null));
            case 2 -> move(model, IncidentStatus.RESOLVED, model.unresolved(),
                    () -> rig.incidents.resolve(ANA, number, null, null));
            case 3 -> move(model, IncidentStatus.OPEN,
                    status == IncidentStatus.MITIGATED
                            || (status == IncidentStatus.RESOLVED && unresolved(item) == null),
                    () -> rig.incidents.reopen(ANA, number, null, null));
            case 4 -> {
                Severity severity = Fuzz.pick(random, List.of(Severity.values()));
                if (accepted(() -> rig.incidents.changeSeverity(ANA, number, severity, null))) {
                    assertThat(model.unresolved()).isTrue();
                    model.severity = severity;
                }
            }
            default -> {
                boolean keepOpen = random.nextBoolean();
                if (accepted(() -> rig.incidents.keepOpen(ANA, number, keepOpen, null))) {
                    assertThat(model.unresolved()).isTrue();
                    model.keepOpen = keepOpen;
                }
            }
        }
    }

    private void move(Model model, IncidentStatus to, boolean possible, Runnable action) {
        assertThat(accepted(action)).isEqualTo(possible);
        if (possible) {
            model.status = to;
            if (to == IncidentStatus.RESOLVED) {
                model.byAlerts = false;
                model.resolvedAt = rig.now();
            }
        }
    }

    private static boolean accepted(Runnable action) {
        try {
            action.run();
            return true;
        } catch (Conflict e) {
            return false;
        }
    }

    private void check(int step) {
        Map<String, Incident> actual = new LinkedHashMap<>();
        rig.incidents.list(new ListQuery(null, null, null, ListQuery.LIMIT_MAX)).items()
                .forEach(incident -> actual.put(incident.number(), incident));
        assertThat(actual).as("step %d", step).hasSameSizeAs(numbers);
        numbers.forEach((model, number) -> assertThat(actual.get(number)).as("step %d, %s", step, number)
                .isNotNull().satisfies(incident -> {
                    assertThat(incident.status()).isEqualTo(model.status);
                    assertThat(incident.severity()).isEqualTo(model.severity);
                    assertThat(incident.keepOpen()).isEqualTo(model.keepOpen);
                    assertThat(incident.alertsFiring()).isEqualTo((int) model.firing());
                    assertThat(incident.alertsTotal()).isEqualTo(model.alerts.size());
                }));
        for (Subjected item : subjects) {
            assertThat(item.models().stream().filter(Model::unresolved)).hasSizeLessThanOrEqualTo(1);
        }
    }
}
