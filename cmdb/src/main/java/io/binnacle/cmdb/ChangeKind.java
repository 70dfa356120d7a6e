package io.binnacle.cmdb;

import java.util.Locale;

/** What happened to an item. */
public enum ChangeKind {
    CREATED, CHANGED, MISSING, RETURNED, RETIRED, RELATION_ADDED, RELATION_REMOVED;

    /** As it is written in data and URLs: {@code relation_added}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
