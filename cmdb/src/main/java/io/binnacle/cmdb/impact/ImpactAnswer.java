package io.binnacle.cmdb.impact;

import java.util.List;

/**
 * What breaks if these items break.
 *
 * @param of the items asked about
 * @param services the services that are hit: what is down first, then the critical ones
 * @param items what is hit, nearest first, services included; not more than were asked for, {@code radius} counts all
 * @param truncated whether the search ended before it was through, for it met its bound; the counts are then too low
 */
public record ImpactAnswer(List<ImpactItem> of, BlastRadius radius, List<ImpactedItem> services,
        List<ImpactedItem> items, boolean truncated) {

    public ImpactAnswer {
        of = List.copyOf(of);
        services = List.copyOf(services);
        items = List.copyOf(items);
    }
}
