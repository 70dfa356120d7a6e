package io.binnacle.cmdb.reconcile;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which records are one item.
 *
 * @param items of each record the item: the id of its oldest record. So every id that an item ever had still leads to it,
 *            and a part that is split off again has its old id.
 */
public record Partition(Map<UUID, UUID> items, List<Contradiction> contradictions) {

    public Partition {
        items = Map.copyOf(items);
        contradictions = List.copyOf(contradictions);
    }
}
