package io.binnacle.storage.list.saved;

import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;

/**
 * The searches that people keep, each change of one in the audit log. What somebody else keeps for himself is
 * {@link NotFound}; who is no person keeps nothing and meets a {@link Conflict}. Safe for use by several threads.
 */
public interface SavedSearches {

    /** Those of one list that the reader made, and those that others share, by name. */
    List<SavedSearch> list(Actor reader, String list);

    /**
     * @throws InvalidInput when the list does not exist, or would not take the filter
     * @throws Conflict when the owner has one of that name, or too many
     */
    SavedSearch create(Actor actor, SavedSearch.Content content);

    /**
     * @param version the one that the owner saw
     * @throws Conflict when it was changed meanwhile, or the owner has another one of that name
     */
    SavedSearch replace(Actor actor, UUID id, int version, SavedSearch.Content content);

    void delete(Actor actor, UUID id);
}
