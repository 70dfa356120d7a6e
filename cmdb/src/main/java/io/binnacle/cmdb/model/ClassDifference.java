package io.binnacle.cmdb.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What differs of a class between two models. */
public record ClassDifference(String ciClass, Kind kind, List<Part> parts) {

    /** Whether the class is in both. */
    public enum Kind {
        ADDED, CHANGED, REMOVED
    }

    /**
     * One thing that differs.
     *
     * @param what in words: {@code "attribute speed"}
     * @param before as people read it; null when it was not there
     * @param after as people read it; null when it is not there any more
     */
    public record Part(String what, @Nullable String before, @Nullable String after) {}
}
