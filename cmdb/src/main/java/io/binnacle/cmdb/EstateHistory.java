package io.binnacle.cmdb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.Page;

/**
 * The estate at any past instant, and as it was then believed. What moves by itself (untracked attributes) and health have
 * no past here: the one is left out, the other unknown. Safe for use by several threads.
 */
public interface EstateHistory {

    /** Empty when there was no such item then, or nobody knew of it; also when it was a part of another one. */
    Optional<ConfigurationItem> find(UUID id, AsOf asOf);

    /** As {@link Cmdb#list}. */
    Page<ConfigurationItem> list(ListQuery query, AsOf asOf);

    /** As {@link Cmdb#classSummaries}, but only the classes that had items. */
    List<ClassSummary> classSummaries(AsOf asOf);

    /** As {@link Cmdb#related}. */
    List<RelatedItem> related(UUID id, AsOf asOf);

    /**
     * What differs between two instants, as it is known now, by class, name and id.
     *
     * @param limit of items
     */
    List<EstateDifference> difference(Instant from, Instant to, int limit);
}
