package io.binnacle.operations.notification;

import java.util.List;
import java.util.UUID;

import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

/**
 * The channels and the log of what was delivered through them. Safe for use by several threads. Each change of a channel is
 * one transaction with its entry in the audit log, before and after, without secrets. An unknown id is
 * {@link io.binnacle.kernel.error.NotFound}; a name that is taken is {@link io.binnacle.kernel.error.Conflict}.
 */
public interface Notifications {

    ListSchema channelSchema();

    Page<Channel> channels(ListQuery query);

    Channel channel(UUID id);

    CreatedChannel create(Actor actor, ChannelDraft draft);

    /** Switching a channel off gives up what it has not delivered yet; that stays in the log and can be retried. */
    Channel change(Actor actor, UUID id, ChannelDraft draft);

    /** A new secret; the one before signs beside it for a day, so that the receiver can be changed without a gap. */
    CreatedChannel changeSecret(Actor actor, UUID id);

    /** Gives up what it has not delivered yet; the log stays until its age removes it. */
    void delete(Actor actor, UUID id);

    /** Makes one attempt now, also through a channel that is off, and returns how it went; it is in the log. */
    Delivery test(Actor actor, UUID id);

    ListSchema deliverySchema();

    Page<Delivery> deliveries(ListQuery query);

    Delivery delivery(UUID id);

    /** Oldest first. */
    List<DeliveryAttempt> attempts(UUID deliveryId);

    /**
     * Tries a message again now, for another {@link NotificationSettings#giveUpAfter()}.
     *
     * @throws io.binnacle.kernel.error.Conflict
     *             when it was delivered, or its channel is off or deleted
     */
    Delivery retry(Actor actor, UUID deliveryId);
}
