package io.binnacle.server.api;

import java.util.List;

import io.binnacle.operations.notification.Channel;
import io.binnacle.operations.notification.ChannelDraft;
import io.binnacle.operations.notification.CreatedChannel;
import io.binnacle.operations.notification.Delivery;
import io.binnacle.operations.notification.DeliveryAttempt;
import io.binnacle.operations.notification.Notifications;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** Notification over HTTP: channels, and the log of what was delivered. A secret is answered once, when it is made. */
public final class NotificationApi {

    private static final String ID = "id";

    private final Notifications notifications;

    public NotificationApi(Notifications notifications) {
        this.notifications = notifications;
    }

    public List<Route<?, ?>> routes() {
        return List.of(channels(), create(), channel(), change(), delete(), changeSecret(), test(), deliveries(),
                delivery(), attempts(), retry());
    }

    private Route<?, ?> channels() {
        return Route.get("notification/channels", "listChannels", "Notification channels")
                .needs(Permission.CHANNEL_READ).list().returnsPage(Channel.class)
                .handle(call -> notifications.channels(call.listQuery()));
    }

    private Route<?, ?> create() {
        return Route.post("notification/channels", "createChannel",
                "Makes a channel; the answer holds the secret that signs its messages, this once")
                .needs(Permission.CHANNEL_WRITE).body(ChannelDraft.class).creates(CreatedChannel.class)
                .handle((call, draft) -> notifications.create(call.actor(), draft));
    }

    private Route<?, ?> channel() {
        return Route.get("notification/channels/{id}", "getChannel", "One channel")
                .needs(Permission.CHANNEL_READ).returns(Channel.class)
                .handle(call -> notifications.channel(call.pathId(ID)));
    }

    private Route<?, ?> change() {
        return Route.patch("notification/channels/{id}", "updateChannel",
                "Changes what is given of a channel; off, it gives up what it has not delivered")
                .needs(Permission.CHANNEL_WRITE).body(ChannelDraft.class).returns(Channel.class)
                .handle((call, draft) -> notifications.change(call.actor(), call.pathId(ID), draft));
    }

    private Route<?, ?> delete() {
        return Route.delete("notification/channels/{id}", "deleteChannel",
                "Deletes a channel; its log stays")
                .needs(Permission.CHANNEL_WRITE).returnsNothing()
                .handle(call -> notifications.delete(call.actor(), call.pathId(ID)));
    }

    private Route<?, ?> changeSecret() {
        return Route.post("notification/channels/{id}/secret", "changeChannelSecret",
                "Makes a new secret, answered this once; the one before signs beside it for a day")
                .needs(Permission.CHANNEL_WRITE).creates(CreatedChannel.class)
                .handle(call -> notifications.changeSecret(call.actor(), call.pathId(ID)));
    }

    private Route<?, ?> test() {
        return Route.post("notification/channels/{id}/test", "testChannel",
                "Sends a test message now and answers how it went")
                .needs(Permission.CHANNEL_WRITE).returns(Delivery.class)
                .handle(call -> notifications.test(call.actor(), call.pathId(ID)));
    }

    private Route<?, ?> deliveries() {
        return Route.get("notification/deliveries", "listDeliveries",
                "What was sent, is being sent, and could not be sent; the newest first")
                .needs(Permission.CHANNEL_READ).list().returnsPage(Delivery.class)
                .handle(call -> notifications.deliveries(call.listQuery()));
    }

    private Route<?, ?> delivery() {
        return Route.get("notification/deliveries/{id}", "getDelivery", "One delivery")
                .needs(Permission.CHANNEL_READ).returns(Delivery.class)
                .handle(call -> notifications.delivery(call.pathId(ID)));
    }

    private Route<?, ?> attempts() {
        return Route.get("notification/deliveries/{id}/attempts", "listDeliveryAttempts",
                "The attempts of a delivery, oldest first")
                .needs(Permission.CHANNEL_READ).returnsItems(DeliveryAttempt.class)
                .handle(call -> new Items<>(notifications.attempts(call.pathId(ID))));
    }

    private Route<?, ?> retry() {
        return Route.post("notification/deliveries/{id}/retry", "retryDelivery",
                "Tries it again now, and as long again as the first time")
                .needs(Permission.CHANNEL_WRITE).returns(Delivery.class)
                .handle(call -> notifications.retry(call.actor(), call.pathId(ID)));
    }
}
