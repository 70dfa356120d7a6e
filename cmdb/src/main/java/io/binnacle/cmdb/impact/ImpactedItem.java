package io.binnacle.cmdb.impact;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An item that the answer reached, and how.
 *
 * @param effect what happens to it; null in an answer about what something depends on
 * @param depth length of the path
 * @param path from the item asked about to this one
 */
public record ImpactedItem(ImpactItem item, @Nullable Effect effect, int depth, List<PathStep> path) {

    public ImpactedItem {
        path = List.copyOf(path);
    }
}
