package io.binnacle.cmdb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import org.jspecify.annotations.Nullable;

/**
 * The store of configuration items, their relations and their history.
 *
 * <p>Safe for use by several threads. A call made inside a running transaction of the same thread joins it. What is
 * returned is a snapshot that the caller owns. Every answer about an unknown id is {@code NotFound}, except where the
 * method says Optional or a list.
 */
public interface Cmdb {

    /** The classes, their attributes and the relations allowed between them. */
    CiModel model();

    default List<CiClass> classes() {
        return model().classes();
    }

    ConfigurationItem get(UUID id);

    Optional<ConfigurationItem> find(UUID id);

    Optional<ConfigurationItem> findByKey(String ciClass, String key);

    Page<ConfigurationItem> list(ListQuery query);

    /** Fields by which {@link #list} filters and sorts. */
    ListSchema itemFields();

    /** Fields by which {@link #history} and {@link #changes} filter and sort. */
    ListSchema changeFields();

    /** Neighbours now, in both directions, sorted by relation type, class and name; empty for an item without any. */
    List<RelatedItem> related(UUID id);

    /** The changes of one item, newest first unless the query sorts otherwise. */
    Page<CiChange> history(UUID id, ListQuery query);

    /** The changes of all items, newest first unless the query sorts otherwise. */
    Page<CiChange> changes(ListQuery query);

    /** Every class of the model, in its order, with counts and worst health. */
    List<ClassSummary> classSummaries();

    /** What telemetry should watch for being up. */
    List<WatchedService> watchedServices();

    /**
     * Says how an item is; no history entry, the alerts are its history. Nothing happens when it is so already.
     *
     * @param reason one sentence for people; null when ok
     */
    void setHealth(UUID id, Health health, @Nullable String reason);

    /** {@link #apply(DiscoveryResult, double, Instant)} of a source that is sure, looking now. */
    default DiscoveryReport apply(DiscoveryResult result) {
        return apply(result, 1, Instant.MAX);
    }

    /**
     * Takes what a source saw, and makes the items anew that it concerns: all of it in one transaction, or nothing.
     * Idempotent: applied again it touches last_seen alone. Good items beside bad ones are kept; the bad are in the
     * report's problems. Observations without items and with complete classes mean that everything of these classes is
     * gone. Of two looks at one thing by one source the later one counts, in whichever order they come.
     *
     * @param sureness of the source, above 0, at most 1
     * @param observedAt when it looked; later than now means now
     */
    DiscoveryReport apply(DiscoveryResult result, double sureness, Instant observedAt);

    /** From now on the listener hears of changes. */
    void addListener(CmdbListener listener);
}
