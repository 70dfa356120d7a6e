package io.binnacle.operations.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A message as a {@link ChannelKind} gets it: complete, so that the kind reads nothing else.
 *
 * @param id
 *            the same at every attempt, so that the receiver can drop repeats
 * @param target
 *            the channel's URL
 * @param body
 *            JSON, the same bytes at every attempt
 * @param secrets
 *            which sign it: the current one, and for a day after a change also the one before
 * @param at
 *            the time of this attempt
 */
public record Notification(UUID id, String channelName, String target, String event, @Nullable String incidentNumber,
        String body, List<String> secrets, Instant at) {

    public Notification {
        secrets = List.copyOf(secrets);
    }

    /** Without body and secrets, so that no log shows them. */
    @Override
    public String toString() {
        return "Notification[" + id + ' ' + event + " to " + channelName + "]";
    }
}
