package io.binnacle.operations.notification;

import java.util.UUID;

/**
 * Is told after the commit, for live updates. A crash in between loses the call. It must not block; what it throws is logged.
 */
public interface CommittedNotificationListener {

    /** The delivery is new, was attempted, or changed otherwise. */
    void deliveryChanged(UUID deliveryId);

    void channelChanged(UUID channelId);
}
