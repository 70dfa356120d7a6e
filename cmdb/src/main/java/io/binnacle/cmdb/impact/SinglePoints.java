package io.binnacle.cmdb.impact;

import java.util.List;

/**
 * The items of which each one alone takes a service down, by how the estate is connected; alerts are not looked at.
 *
 * @param examined how many items the service depends on
 * @param points nearest first; not more than were asked for
 * @param count how many there are
 * @param truncated whether the service depends on more than was looked at
 */
public record SinglePoints(ImpactItem of, int examined, int count, List<ImpactedItem> points, boolean truncated) {

    public SinglePoints {
        points = List.copyOf(points);
    }
}
