package io.binnacle.operations.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A configured way to reach somebody. This record is also the API's JSON type; it never carries the secret.
 *
 * @param kind
 *            the {@link ChannelKind} that delivers: {@code webhook}
 * @param minSeverity
 *            incidents milder than this are not told
 * @param events
 *            what it is told of, by {@link ChannelEvent#text()}
 * @param disabledReason
 *            why it was switched off; null when it is on
 * @param secretSet
 *            whether messages are signed
 * @param undelivered
 *            messages that wait for their first or their next attempt
 */
public record Channel(UUID id, String name, String kind, String url, boolean enabled, @Nullable String disabledReason,
        Severity minSeverity, List<String> events, boolean secretSet, Instant createdAt, long undelivered) {

    public Channel {
        events = List.copyOf(events);
    }
}
