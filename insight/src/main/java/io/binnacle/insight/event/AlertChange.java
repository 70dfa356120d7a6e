package io.binnacle.insight.event;

import java.time.Instant;
import java.util.UUID;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an alert's history. Never changed, never deleted.
 *
 * @param from   null for the first entry
 * @param value  the value that led to it; null when missing data did
 * @param reason a sentence: {@code 97 % is above 95 % for 2m}
 */
public record AlertChange(long id, UUID alertId, Instant at, @Nullable AlertState from, AlertState to,
        Severity severity,
        @Nullable Double value, String reason) {}
