package io.binnacle.cmdb.impact;

import java.util.List;

/**
 * What an item depends on, directly or through others.
 *
 * @param count how many items there are
 * @param items nearest first; not more than were asked for
 * @param truncated whether the search ended before it was through, for it met its bound; the counts are then too low
 */
public record DependencyAnswer(ImpactItem of, int count, List<ClassCount> classes, List<ImpactedItem> items,
        boolean truncated) {

    public DependencyAnswer {
        classes = List.copyOf(classes);
        items = List.copyOf(items);
    }
}
