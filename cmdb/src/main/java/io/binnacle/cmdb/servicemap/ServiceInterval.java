package io.binnacle.cmdb.servicemap;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a service was in one state for one reason.
 *
 * @param to null while it lasts
 * @param why one sentence for people; null when it was up
 * @param healthPercent how much of it worked, as known last in that time; null when nobody could tell
 */
public record ServiceInterval(ServiceState state, Instant from, @Nullable Instant to, @Nullable String why,
        @Nullable Double healthPercent) {

    public Span span(Instant now) {
        return new Span(from, to == null ? now : to);
    }
}
