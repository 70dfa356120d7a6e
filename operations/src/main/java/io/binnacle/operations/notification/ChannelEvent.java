package io.binnacle.operations.notification;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a channel can be told of. The text is part of the webhook's format and never changes its meaning. */
public enum ChannelEvent {
    INCIDENT_OPENED("incident.opened", true), INCIDENT_ACKNOWLEDGED("incident.acknowledged", true),
    /** The severity became worse. */
    INCIDENT_ESCALATED("incident.escalated", true), INCIDENT_MITIGATED("incident.mitigated", true), INCIDENT_RESOLVED(
            "incident.resolved", true), INCIDENT_REOPENED("incident.reopened", true), INCIDENT_ASSIGNED(
                    "incident.assigned", false), INCIDENT_COMMENTED("incident.commented", false),
    /** Sent by hand, to see whether it arrives. Every channel takes it; it cannot be chosen. */
    TEST("test", false);

    private final String text;
    private final boolean byDefault;

    ChannelEvent(String text, boolean byDefault) {
        this.text = text;
        this.byDefault = byDefault;
    }

    /** As it is written in data: {@code incident.opened}. */
    public String text() {
        return text;
    }

    public static Optional<ChannelEvent> parse(String text) {
        for (ChannelEvent event : values()) {
            if (event.text.equals(text)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /** The steps of an incident's life; comments and assignments must be asked for, since there are many. */
    public static Set<ChannelEvent> defaults() {
        Set<ChannelEvent> events = EnumSet.noneOf(ChannelEvent.class);
        for (ChannelEvent event : values()) {
            if (event.byDefault) {
                events.add(event);
            }
        }
        return events;
    }

    /** Those that a channel can choose, as text, in the order of their declaration. */
    public static List<String> choices() {
        return EnumSet.complementOf(EnumSet.of(TEST)).stream().map(ChannelEvent::text).toList();
    }
}
