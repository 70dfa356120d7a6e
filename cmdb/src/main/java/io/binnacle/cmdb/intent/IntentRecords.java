package io.binnacle.cmdb.intent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The records of sources of intent among those of sources that look. Safe for use by several threads. */
public interface IntentRecords {

    /**
     * Puts what a source says in place of what it said before, and makes the items anew that it concerns: all of it in one
     * transaction, or nothing. Said again it changes nothing.
     *
     * @param within is called in the same transaction
     */
    IntentDifference replace(DiscoveryResult intended, Consumer<IntentDifference> within);

    /** What {@link #replace} would change; changes nothing. */
    IntentDifference compare(DiscoveryResult intended);

    /**
     * Joins what is intended and bears nothing that identifies it with the one thing that was seen of the same class and
     * name, as a part of the same whole; where there are several, with none of them. It can be taken back as any join, and is
     * not made again then.
     *
     * @return what several things could be
     */
    List<Ambiguity> joinByName();

    /** By item. */
    Map<UUID, List<SourceRecord>> records(Collection<UUID> items);

    /** @param candidates names of what it could be, with their class; at least one */
    record Ambiguity(UUID item, @Nullable String name, List<String> candidates) {}
}
