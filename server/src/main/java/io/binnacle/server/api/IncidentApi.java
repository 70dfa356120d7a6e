package io.binnacle.server.api;

import java.util.List;

import io.binnacle.insight.event.Alert;
import io.binnacle.insight.event.Alerts;
import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.incident.Incident;
import io.binnacle.operations.incident.Incidents;
import io.binnacle.operations.incident.OpenIncident;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.Activity;
import org.jspecify.annotations.Nullable;

/** Incidents over HTTP: lists, the incident with its time line and alerts, and everything that people do with one. */
public final class IncidentApi {

    /** The {@code version} in a body is the one that the caller saw; without it the action applies to the incident as it is. */
    public record IncidentStep(@Nullable Integer version) {}

    /** A step with a word about why. */
    public record IncidentNote(@Nullable String note, @Nullable Integer version) {}

    /** @param owner the name of a user; without it nobody has the incident */
    public record IncidentAssignment(@Nullable String owner, @Nullable Integer version) {}

    public record IncidentSeverityChange(Severity severity, @Nullable Integer version) {}

    public record IncidentComment(String text) {}

    /** @param keepOpen whether the incident stays open when its last alert resolves */
    public record IncidentKeepOpen(boolean keepOpen, @Nullable Integer version) {}

    private static final String NUMBER = "number";

    private final Incidents incidents;
    private final Alerts alerts;

    public IncidentApi(Incidents incidents, Alerts alerts) {
        this.incidents = incidents;
        this.alerts = alerts;
    }

    public List<Route<?, ?>> routes() {
        return List.of(list(), open(), get(), timeline(), alerts(), acknowledge(), assign(), comment(), severity(),
                mitigate(), resolve(), reopen(), keepOpen());
    }

    private Route<?, ?> list() {
        return Route.get("incidents", "listIncidents", "Incidents; what needs somebody first")
                .needs(Permission.INCIDENT_READ).list().returnsPage(Incident.class)
                .handle(call -> incidents.list(call.listQuery()));
    }

    private Route<?, ?> open() {
        return Route.post("incidents", "openIncident", "Opens an incident by hand")
                .needs(Permission.INCIDENT_WRITE).body(OpenIncident.class).creates(Incident.class)
                .handle((call, incident) -> incidents.open(call.actor(), incident));
    }

    private Route<?, ?> get() {
        return Route.get("incidents/{number}", "getIncident", "One incident")
                .needs(Permission.INCIDENT_READ).returns(Incident.class)
                .handle(call -> incidents.get(call.path(NUMBER)));
    }

    private Route<?, ?> timeline() {
        return Route.get("incidents/{number}/timeline", "getIncidentTimeline",
                "Everything that happened to an incident, oldest first: alerts, people, notifications")
                .needs(Permission.INCIDENT_READ).returnsItems(Activity.class)
                .handle(call -> new Items<>(incidents.timeline(call.path(NUMBER))));
    }

    private Route<?, ?> alerts() {
        return Route.get("incidents/{number}/alerts", "listIncidentAlerts",
                "All alerts of an incident, worst first, resolved ones last")
                .needs(Permission.INCIDENT_READ).returnsItems(Alert.class)
                .handle(call -> new Items<>(alerts.ofIncident(incidents.get(call.path(NUMBER)).number())));
    }

    private Route<?, ?> acknowledge() {
        return Route.post("incidents/{number}/acknowledge", "acknowledgeIncident",
                "Says that the caller looks at it; takes it when nobody has it")
                .needs(Permission.INCIDENT_WRITE).body(IncidentStep.class).returns(Incident.class)
                .handle((call, step) -> incidents.acknowledge(call.actor(), call.path(NUMBER), step.version()));
    }

    private Route<?, ?> assign() {
        return Route.post("incidents/{number}/assign", "assignIncident", "Gives it to a user, or to nobody")
                .needs(Permission.INCIDENT_WRITE).body(IncidentAssignment.class).returns(Incident.class)
                .handle((call, assignment) -> incidents.assign(call.actor(), call.path(NUMBER), assignment.owner(),
                        assignment.version()));
    }

    private Route<?, ?> comment() {
        return Route.post("incidents/{number}/comments", "commentIncident", "Adds to its time line")
                .needs(Permission.INCIDENT_WRITE).body(IncidentComment.class).returns(Incident.class)
                .handle((call, comment) -> incidents.comment(call.actor(), call.path(NUMBER), comment.text()));
    }

    private Route<?, ?> severity() {
        return Route.post("incidents/{number}/severity", "changeIncidentSeverity", "Changes how bad it is")
                .needs(Permission.INCIDENT_WRITE).body(IncidentSeverityChange.class).returns(Incident.class)
                .handle((call, change) -> incidents.changeSeverity(call.actor(), call.path(NUMBER), change.severity(),
                        change.version()));
    }

    private Route<?, ?> mitigate() {
        return Route.post("incidents/{number}/mitigate", "mitigateIncident",
                "Says that the users are well again, though the cause is not gone")
                .needs(Permission.INCIDENT_WRITE).body(IncidentNote.class).returns(Incident.class)
                .handle((call, note) -> incidents.mitigate(call.actor(), call.path(NUMBER), note.note(),
                        note.version()));
    }

    private Route<?, ?> resolve() {
        return Route.post("incidents/{number}/resolve", "resolveIncident", "Says that it is over")
                .needs(Permission.INCIDENT_WRITE).body(IncidentNote.class).returns(Incident.class)
                .handle((call, note) -> incidents.resolve(call.actor(), call.path(NUMBER), note.note(),
                        note.version()));
    }

    private Route<?, ?> reopen() {
        return Route.post("incidents/{number}/reopen", "reopenIncident", "Says that it is not over")
                .needs(Permission.INCIDENT_WRITE).body(IncidentNote.class).returns(Incident.class)
                .handle((call, note) -> incidents.reopen(call.actor(), call.path(NUMBER), note.note(),
                        note.version()));
    }

    private Route<?, ?> keepOpen() {
        return Route.post("incidents/{number}/keep-open", "keepIncidentOpen",
                "Says whether it stays open when its last alert resolves")
                .needs(Permission.INCIDENT_WRITE).body(IncidentKeepOpen.class).returns(Incident.class)
                .handle((call, keep) -> incidents.keepOpen(call.actor(), call.path(NUMBER), keep.keepOpen(),
                        keep.version()));
    }
}
