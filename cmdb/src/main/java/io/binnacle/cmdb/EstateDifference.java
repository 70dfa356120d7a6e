package io.binnacle.cmdb;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.storage.activity.FieldChange;

/**
 * How an item differs between two instants.
 *
 * @param kind whether it came, went or became another
 * @param changes before and after by field; empty for one that came or went
 * @param by the sources and people that told of changes between the two, sorted
 */
public record EstateDifference(UUID id, String ciClass, String name, Kind kind, Map<String, FieldChange> changes,
        List<String> by) {

    /** What became of it. */
    public enum Kind {
        ADDED, REMOVED, CHANGED;

        /** As it is written in data. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
