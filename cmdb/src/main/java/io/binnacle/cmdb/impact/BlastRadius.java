package io.binnacle.cmdb.impact;

import java.util.List;

/**
 * How much a failure takes with it, what failed not counted.
 *
 * @param score sum over the services hit: 10, 5, 2 or 1 by criticality (critical, high, medium, anything else), half of it
 *            when the service is only degraded
 * @param classes by class, in the order of their names
 */
public record BlastRadius(double score, int items, int down, int degraded, int servicesDown, int servicesDegraded,
        List<ClassCount> classes) {

    public BlastRadius {
        classes = List.copyOf(classes);
    }
}
