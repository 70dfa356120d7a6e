package io.binnacle.operations.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import org.jspecify.annotations.Nullable;

/** The rows behind channels, outbox and delivery log. Every call joins the transaction of its thread. */
public interface NotificationStore {

    /** Runs in the transaction of this thread, or in a new one that commits at the end and rolls back what throws. */
    <T> T inTransaction(Supplier<T> work);

    /** Runs on this thread once the outermost transaction has committed; never when it rolls back. */
    void afterCommit(Runnable work);

    /** Waits until no other transaction makes, changes or deletes a channel; ours is then the only one until it ends. */
    void lockChannels();

    ListSchema channelSchema();

    Page<Channel> channels(ListQuery query, Instant now);

    Optional<StoredChannel> findChannel(UUID id);

    Optional<StoredChannel> findChannelByName(String name);

    /** All that are switched on. */
    List<StoredChannel> enabledChannels();

    int countChannels();

    void insert(StoredChannel channel);

    void update(StoredChannel channel);

    void pause(UUID channelId, Instant until);

    void deleteChannel(UUID id);

    ListSchema deliverySchema();

    Page<Delivery> deliveries(ListQuery query, Instant now);

    Optional<Delivery> findDelivery(UUID id);

    List<DeliveryAttempt> attempts(UUID deliveryId);

    /** Messages of that channel that wait for an attempt. */
    long undelivered(UUID channelId);

    /** Whether that channel was ever sent anything about that incident. */
    boolean wasTold(UUID channelId, String incidentNumber);

    void put(OutboxEntry entry);

    /** The message never leaves: it is in the log, with the reason. */
    void putDead(OutboxEntry entry, String reason);

    /**
     * Claims what is due: of each channel that is on, not paused and not busy at most one message, the one that waits longest,
     * and never one whose incident has an earlier message to the same channel that is not finished. A message that another
     * worker has claimed is left out until that claim ends.
     */
    List<ClaimedDelivery> claim(Instant now, Instant until, Collection<UUID> busyChannels);

    /** Adds to the log; returns the attempt's number. */
    int putAttempt(UUID deliveryId, Instant at, Outcome outcome, @Nullable String error, long durationMillis);

    void delivered(UUID deliveryId, Instant at, @Nullable Integer status);

    /** To be tried again; without effect on one that is finished meanwhile. */
    void failed(UUID deliveryId, Instant nextAttemptAt, @Nullable Integer status, String error);

    /** Given up; without effect on one that is finished meanwhile. */
    void dead(UUID deliveryId, @Nullable Integer status, String error);

    /** Gives up everything that waits in that channel; returns what it was. */
    List<UUID> giveUpAll(UUID channelId, String reason);

    /** Gives up what waits in channels that were deleted or switched off while it was written. */
    void giveUpOrphans(Instant now);

    /** Puts a message that was not delivered back to the ones that are due. */
    void retry(UUID deliveryId, Instant now, Instant giveUpAt);

    Backlog backlog();

    /** Removes finished messages that were written before that time; at most so many at once; returns how many. */
    int removeFinished(Instant before, int limit);
}
