package io.binnacle.cmdb.intent;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the objects of one kind.
 *
 * @param kind as the file names it: {@code dcim.device}
 * @param total number of such objects in the file; each is counted once among the others
 * @param items that became items
 * @param relations that became relations of items
 * @param folded that became attributes of items
 * @param skipped that became nothing, by the reason why
 */
public record ObjectCount(String kind, int total, int items, int relations, int folded, Map<String, Integer> skipped) {

    public ObjectCount {
        skipped = new TreeMap<>(skipped);
    }

    /** Whether every object is accounted for. */
    public boolean accountsForAll() {
        return total == items + relations + folded + skipped.values().stream().mapToInt(Integer::intValue).sum();
    }
}
