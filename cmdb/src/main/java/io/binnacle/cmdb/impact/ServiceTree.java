package io.binnacle.cmdb.impact;

import java.util.List;

import io.binnacle.kernel.health.Health;
import org.jspecify.annotations.Nullable;

/**
 * A service, or any other item, with all that it depends on, each with its health and why.
 *
 * @param health of the service, with all that it depends on
 * @param explanation {@code degraded: 1 of 3 servers of payments-db down}; null when it is well
 * @param count how many parts there are, the service itself included
 * @param parts the service first, then the nearest; not more than were asked for
 * @param truncated whether there is more than was looked at; the health is then that of what was
 */
public record ServiceTree(ImpactItem of, Health health, @Nullable String explanation, int count,
        List<ServicePart> parts, boolean truncated) {

    public ServiceTree {
        parts = List.copyOf(parts);
    }
}
