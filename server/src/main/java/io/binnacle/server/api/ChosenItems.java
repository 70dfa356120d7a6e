package io.binnacle.server.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.Page;
import org.jspecify.annotations.Nullable;

/** The items that one request is about. */
final class ChosenItems {

    /** More is an import. */
    static final int ITEMS_MAX = 1_000;

    private ChosenItems() {
    }

    /**
     * @param given empty when q tells
     * @param q a filter of the list of items; null when ids tell
     * @throws InvalidInput when both tell, or neither, or there are more than {@link #ITEMS_MAX}
     */
    static Set<UUID> of(Cmdb cmdb, List<UUID> given, @Nullable String q) {
        if (given.isEmpty() == (q == null || q.isBlank())) {
            throw new InvalidInput("ids", "ids, or q, one of the two", given.isEmpty() ? "none" : "both");
        }
        Set<UUID> ids = new LinkedHashSet<>(given);
        if (given.isEmpty()) {
            ListQuery query = new ListQuery(q, null, null, ListQuery.LIMIT_MAX);
            for (String cursor = ""; cursor != null && ids.size() <= ITEMS_MAX;) {
                Page<ConfigurationItem> page = cmdb.list(cursor.isEmpty() ? query : query.withCursor(cursor));
                page.items().forEach(item -> ids.add(item.id()));
                cursor = page.nextCursor();
            }
        }
        if (ids.size() > ITEMS_MAX) {
            throw new InvalidInput(given.isEmpty() ? "q" : "ids", "at most " + ITEMS_MAX + " items", ids.size());
        }
        return ids;
    }
}
