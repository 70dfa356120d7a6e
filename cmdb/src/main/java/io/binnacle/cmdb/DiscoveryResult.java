package io.binnacle.cmdb;

import java.util.List;
import java.util.Set;

/**
 * Everything that one look of one source found.
 *
 * @param source name of the source, {@code "host"}
 * @param scope the part of the world the source looked at, {@code "<machine id>"}; two looks at the same scope of the
 *            same source speak of the same items
 * @param complete the classes of which the source saw everything there is in the scope: an item of such a class that
 *            the same source and scope gave before and that is absent now is missing. A class that could be read only
 *            in part is left out, then nothing of it is declared missing. Relations are judged by the class of the
 *            item they start from.
 * @param items each class and key at most once
 * @param problems what could not be read and why, in words for a person; never an exception
 */
public record DiscoveryResult(String source, String scope, Set<String> complete, List<ObservedItem> items,
        List<ObservedRelation> relations, List<String> problems) {

    public DiscoveryResult {
        complete = Set.copyOf(complete);
        items = List.copyOf(items);
        relations = List.copyOf(relations);
        problems = List.copyOf(problems);
    }
}
