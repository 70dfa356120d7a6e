package io.binnacle.cmdb.intent;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.SourceRecord;

/**
 * An item with all that its comparison has to know.
 *
 * @param links its relations to others that lead away from it
 * @param looked whether sources look for things of its class
 * @param claimed whether a source of intent says that it knows all of its class
 * @param partOfAbsent whether it is a part of something that nobody sees: then the whole is missed, not the part
 */
public record Subject(UUID id, String name, Collection<SourceRecord> records, List<Link> links, boolean looked,
        boolean claimed, boolean partOfAbsent) {

    /**
     * A relation.
     *
     * @param intendedBy sources of intent that say so
     * @param seenBy sources that saw it
     */
    public record Link(String type, UUID to, String toName, Set<String> intendedBy, Set<String> seenBy) {}

    public Subject {
        records = List.copyOf(records);
        links = List.copyOf(links);
    }
}
