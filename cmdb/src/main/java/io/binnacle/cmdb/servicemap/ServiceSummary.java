package io.binnacle.cmdb.servicemap;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A service in a list.
 *
 * @param since when it got into this state; null while nobody looked yet
 * @param availabilityRatio of the last 30 days, within its hours; null when nothing of it is known
 */
public record ServiceSummary(UUID id, String ciClass, String name, ServiceState state, @Nullable String why,
        @Nullable Double healthPercent, @Nullable Instant since, @Nullable String owner,
        @Nullable String supportGroup, @Nullable String criticality, @Nullable Double valuePerHour,
        @Nullable String currency, @Nullable Double availabilityTarget, @Nullable Double availabilityRatio) {

    public ServiceSummary withAvailability(@Nullable Double ratio) {
        return new ServiceSummary(id, ciClass, name, state, why, healthPercent, since, owner, supportGroup, criticality,
                valuePerHour, currency, availabilityTarget, ratio);
    }
}
