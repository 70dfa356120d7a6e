package io.binnacle.cmdb.reconcile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.RelationEvidence;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Why items are what they are, and what people decide about it. Safe for use by several threads. An unknown id is
 * {@link NotFound}.
 */
public interface Reconciliation {

    /** What each source says of the item, the oldest record first. */
    List<SourceRecord> records(UUID id);

    /** Why the name and each attribute has its value, with the values that lost; the name first, then as the class has them. */
    List<Resolution> explain(UUID id);

    /** Who saw the relations that the item has or had, in both directions. */
    List<RelationEvidence> evidence(UUID id);

    /** Values that should name one thing and do not, the newest first. */
    List<IdentityConflict> conflicts(int limit);

    /** Items that may be one, the likeliest first. */
    List<DuplicateSuspicion> suspicions(int limit);

    /** Those that the item is one of. */
    List<DuplicateSuspicion> suspicions(UUID id);

    /**
     * The two are one from now on. History and relations of both stay, and the id of each leads to the older one.
     *
     * @return the id of the act, to undo it by
     * @throws Conflict when a person said that they differ; that is to be undone first
     * @throws InvalidInput when they are one already, or of classes that cannot be one
     */
    UUID merge(Actor actor, UUID one, UUID other, String reason);

    /**
     * These records of the item are another thing.
     *
     * @throws InvalidInput when a record is not the item's, or none or all of them are given
     */
    UUID split(Actor actor, UUID id, Collection<UUID> records, String reason);

    /**
     * Takes a merge or a split back: what the rules, and other decisions, say holds again.
     *
     * @throws Conflict when it was taken back already
     */
    void undo(Actor actor, UUID act);

    /** The merges and splits, the newest first, also those that were taken back. */
    List<IdentityAct> acts(int limit);

    /**
     * Enters values by hand. They are one more source's: whether they count is decided as for all, and told by
     * {@link #explain}.
     *
     * @param values by attribute, or {@code name}; null takes back what was entered before
     * @param reason why, for the history; null or blank when nobody says
     * @throws InvalidInput when a value is not of the attribute's type, or there is no such attribute; each of them is
     *         told
     */
    void edit(Actor actor, UUID id, Map<String, @Nullable Object> values, @Nullable String reason);

    /**
     * The same values into several items, all at once. One item's fault keeps no other one from being edited.
     *
     * @param preview whether only what would become of them is asked for: nothing is written and nobody is told
     * @return one for each id, in their order
     * @throws InvalidInput when the reason is too long
     */
    List<Edited> edit(Actor actor, Collection<UUID> ids, Map<String, @Nullable Object> values, @Nullable String reason,
            boolean preview);

    /**
     * Says by hand that an item has a relation to another one; said again, with the attributes that it has now.
     *
     * @param attributes of the relation, such as its redundancy
     * @throws InvalidInput when the classes do not allow it
     */
    void connect(Actor actor, UUID from, String type, UUID to, Map<String, Object> attributes);

    /**
     * Takes back what people said of a relation. It is still there when another source tells of it.
     *
     * @throws Conflict when no person said so
     */
    void disconnect(Actor actor, UUID from, String type, UUID to);
}
