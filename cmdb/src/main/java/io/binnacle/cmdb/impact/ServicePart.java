package io.binnacle.cmdb.impact;

import java.util.List;

import io.binnacle.kernel.health.Health;
import org.jspecify.annotations.Nullable;

/**
 * A part of a service, as often as it is used only once.
 *
 * @param health with all that it depends on; the item's own is in {@code item}
 * @param explanation why it is so, in one sentence; null when it is well
 * @param depth relations between the service and it, by the shortest way
 * @param dependsOn by relation, then by id
 */
public record ServicePart(ImpactItem item, Health health, @Nullable String explanation, int depth,
        List<PartLink> dependsOn) {

    public ServicePart {
        dependsOn = List.copyOf(dependsOn);
    }
}
