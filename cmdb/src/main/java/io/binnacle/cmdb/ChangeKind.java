package io.binnacle.cmdb;

import java.util.Locale;

/** What happened to an item. */
public enum ChangeKind {
    CREATED, CHANGED, MISSING, RETURNED, RETIRED, RELATION_ADDED, RELATION_REMOVED,
    /** It turned out to be the same as another item, and is a part of that now; both have the entry. */
    MERGED,
    /** It turned out to be a thing of its own, not a part of another item. */
    SPLIT;

    /** As it is written in data and URLs: {@code relation_added}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
