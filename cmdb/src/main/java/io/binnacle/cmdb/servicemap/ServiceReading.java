package io.binnacle.cmdb.servicemap;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * How a service was found at one look.
 *
 * @param why one sentence for people; null when it is up
 * @param healthPercent how much of it works, by the weights of its parts; 0 when it is down, null when nobody can tell
 */
public record ServiceReading(UUID id, String ciClass, String name, ServiceState state, @Nullable String why,
        @Nullable Double healthPercent) {}
