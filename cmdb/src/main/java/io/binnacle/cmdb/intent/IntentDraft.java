package io.binnacle.cmdb.intent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;

/** An {@link IntentSet} in the making, which keeps account of every object of the file. For use by one thread. */
public final class IntentDraft {

    /** A file with more faults is not the right file. */
    private static final int PROBLEMS_MAX = 1_000;

    private final Map<ItemRef, ObservedItem> items = new LinkedHashMap<>();
    private final Map<Place, ObservedRelation> relations = new LinkedHashMap<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private record Place(ItemRef from, String type, ItemRef to) {}

    private static final class Tally {
        private int items;
        private int relations;
        private int folded;
        private final Map<String, Integer> skipped = new HashMap<>();
    }

    private Tally tally(String kind) {
        return tallies.computeIfAbsent(kind, any -> new Tally());
    }

    /** An object of that kind became the item. Of two with one key the first counts; the second is skipped. */
    public ItemRef item(String kind, String ciClass, String key, String name, Map<String, Object> attributes,
            List<Identifier> identifiers) {
        ItemRef ref = new ItemRef(ciClass, key);
        if (items.putIfAbsent(ref, new ObservedItem(ciClass, key, name, attributes, identifiers)) == null) {
            tally(kind).items++;
        } else {
            skipped(kind, "given twice");
        }
        return ref;
    }

    /** An object of that kind became a relation. */
    public void related(String kind) {
        tally(kind).relations++;
    }

    /** An object of that kind became an attribute of others. */
    public void folded(String kind) {
        tally(kind).folded++;
    }

    /** An object of that kind became nothing. */
    public void skipped(String kind, String reason) {
        tally(kind).skipped.merge(reason, 1, Integer::sum);
    }

    /** Given twice, it is there once. */
    public void relate(ItemRef from, String type, ItemRef to) {
        relations.putIfAbsent(new Place(from, type, to), new ObservedRelation(from, type, to, Map.of()));
    }

    public void problem(String words) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(words);
        } else if (problems.size() == PROBLEMS_MAX) {
            problems.add("and more");
        }
    }

    public IntentSet finish() {
        List<ObjectCount> account = new ArrayList<>();
        tallies.forEach((kind, tally) -> account.add(new ObjectCount(kind,
                tally.items + tally.relations + tally.folded
                        + tally.skipped.values().stream().mapToInt(Integer::intValue).sum(),
                tally.items, tally.relations, tally.folded, tally.skipped)));
        return new IntentSet(List.copyOf(items.values()), List.copyOf(relations.values()), account, problems);
    }
}
