package io.binnacle.operations.notification;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binnacle.operations.incident.Incident;
import io.binnacle.operations.incident.IncidentChange;
import org.jspecify.annotations.Nullable;

/**
 * A message as JSON. The format is drawn in {@code docs/format/webhook.md}; members are only ever added, and
 * {@link #VERSION} grows when one changes its meaning.
 */
final class IncidentMessage {

    static final int VERSION = 1;

    private IncidentMessage() {
    }

    /** The event of that change; empty when channels are never told of it. */
    static Optional<ChannelEvent> event(IncidentChange.Kind kind) {
        return switch (kind) {
            case OPENED -> Optional.of(ChannelEvent.INCIDENT_OPENED);
            case ACKNOWLEDGED -> Optional.of(ChannelEvent.INCIDENT_ACKNOWLEDGED);
            case ESCALATED -> Optional.of(ChannelEvent.INCIDENT_ESCALATED);
            case MITIGATED -> Optional.of(ChannelEvent.INCIDENT_MITIGATED);
            case RESOLVED -> Optional.of(ChannelEvent.INCIDENT_RESOLVED);
            case REOPENED -> Optional.of(ChannelEvent.INCIDENT_REOPENED);
            case ASSIGNED -> Optional.of(ChannelEvent.INCIDENT_ASSIGNED);
            case COMMENTED -> Optional.of(ChannelEvent.INCIDENT_COMMENTED);
            case EASED, KEPT_OPEN, ALERTS_CHANGED -> Optional.empty();
        };
    }

    static String body(ChannelEvent event, IncidentChange change, @Nullable URI consoleUrl) {
        Incident incident = change.after();
        String text = incident.number() + " " + event.text().substring("incident.".length()) + " ("
                + incident.severity().text() + "): " + incident.title()
                + (incident.ciName() == null ? "" : " · " + incident.ciName());
        ObjectNode body = head(event, change.at(), text);
        ObjectNode data = body.putObject("data");
        data.set("incident", incident(incident, consoleUrl));
        Incident before = change.before();
        if (before != null) {
            data.putObject("previous").put("status", before.status().text()).put("severity", before.severity().text())
                    .put("owner", before.owner());
        }
        data.putObject("actor").put("kind", change.actor().kind().text()).put("name", change.actor().name());
        data.put("message", change.message());
        return body.toString();
    }

    static String testBody(String channelName, String actorName, Instant at) {
        ObjectNode body = head(ChannelEvent.TEST, at, "Binnacle can reach this channel.");
        body.putObject("data").put("channel", channelName).put("requestedBy", actorName);
        return body.toString();
    }

    private static ObjectNode head(ChannelEvent event, Instant at, String text) {
        return JsonNodeFactory.instance.objectNode().put("type", event.text()).put("version", VERSION)
                .put("timestamp", at.toString()).put("text", text);
    }

    private static ObjectNode incident(Incident incident, @Nullable URI consoleUrl) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", incident.id().toString()).put("number", incident.number()).put("title", incident.title());
        json.put("severity", incident.severity().text()).put("status", incident.status().text());
        if (incident.ciId() == null) {
            json.putNull("item");
        } else {
            json.putObject("item").put("id", incident.ciId().toString()).put("name", incident.ciName()).put("class",
                    incident.ciClass());
        }
        json.put("owner", incident.owner()).put("openedBy", incident.openedBy());
        json.put("openedAt", incident.openedAt().toString()).put("acknowledgedAt", text(incident.acknowledgedAt()))
                .put("mitigatedAt", text(incident.mitigatedAt())).put("resolvedAt", text(incident.resolvedAt()));
        json.put("alertsFiring", incident.alertsFiring()).put("alertsTotal", incident.alertsTotal());
        json.put("resolution", incident.resolution());
        if (consoleUrl != null) {
            json.put("url", consoleUrl.resolve("/incidents/" + incident.number()).toString());
        }
        return json;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
