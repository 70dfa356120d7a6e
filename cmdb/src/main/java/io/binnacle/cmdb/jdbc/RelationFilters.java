package io.binnacle.cmdb.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.RelationRule;
import io.binnacle.storage.list.ListRelation;

/**
 * How items are filtered by their neighbours: {@code depends_on(class:database)}, the same from the other end under the
 * type's inverse, {@code is_needed_by(...)}, and {@code related(...)} over whatever relation. A word that is a type and
 * another one's inverse stands for both.
 */
final class RelationFilters {

    private static final String ANY = "related";

    private RelationFilters() {
    }

    /**
     * @param items where they come from, named {@code i}
     * @param relations where they come from
     */
    static List<ListRelation> of(CiModel model, String items, String relations) {
        // Types are checked by the model's reader: letters, digits, underscore. Several may read alike: runs.
        Map<String, Set<String>> types = new TreeMap<>();
        Map<String, Set<String>> inverses = new TreeMap<>();
        for (RelationRule rule : model.relations()) {
            types.computeIfAbsent(rule.type(), name -> new TreeSet<>()).add(rule.type());
            inverses.computeIfAbsent(rule.inverse().strip().replace(' ', '_'), name -> new TreeSet<>())
                    .add(rule.type());
        }
        types.put(ANY, Set.of());
        inverses.put(ANY, Set.of());
        Map<String, String> selects = new TreeMap<>();
        types.forEach((name, ofTypes) -> selects.put(name, ends("from_id", "to_id", ofTypes, items, relations)));
        inverses.forEach((name, ofTypes) -> selects.merge(name, ends("to_id", "from_id", ofTypes, items, relations),
                (one, other) -> one + " UNION ALL " + other));
        // What cannot be written as one word is not there.
        return selects.entrySet().stream().filter(each -> each.getKey().matches("[a-z][a-z0-9_]*"))
                .map(each -> new ListRelation(each.getKey(), "i.id IN (" + each.getValue() + ")")).toList();
    }

    /** @param types none for any */
    private static String ends(String here, String there, Set<String> types, String items, String relations) {
        String ofType = types.isEmpty() ? "" : " AND r.type IN ('" + String.join("', '", types) + "')";
        return "SELECT r." + here + " FROM " + relations + " r JOIN " + items + " ON i.id = r." + there + " WHERE ("
                + ListRelation.FILTER + ")" + ofType;
    }
}
