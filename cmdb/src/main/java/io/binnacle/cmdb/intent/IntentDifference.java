package io.binnacle.cmdb.intent;

import java.util.List;

/**
 * How what a source says differs from what it said before, in items and relations.
 *
 * @param items good ones that it says should be
 * @param relations good ones that it says should be
 * @param removed items that it does not name any more
 * @param problems what is left out and why
 */
public record IntentDifference(int items, int added, int changed, int removed, int relations, int relationsAdded,
        int relationsRemoved, List<String> problems) {

    public IntentDifference {
        problems = List.copyOf(problems);
    }
}
