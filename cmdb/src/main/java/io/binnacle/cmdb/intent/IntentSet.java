package io.binnacle.cmdb.intent;

import java.util.List;

import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedRelation;

/**
 * All that one source says should be.
 *
 * @param account what became of each kind of object in its file
 * @param problems what is wrong with it, in words for people
 */
public record IntentSet(List<ObservedItem> items, List<ObservedRelation> relations, List<ObjectCount> account,
        List<String> problems) {

    public IntentSet {
        items = List.copyOf(items);
        relations = List.copyOf(relations);
        account = List.copyOf(account);
        problems = List.copyOf(problems);
    }
}
