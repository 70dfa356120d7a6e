package io.binnacle.operations.notification;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A channel with its sealed secrets.
 *
 * @param previousSecret
 *            signs beside the current one until {@code previousSecretUntil}; null when there is none
 * @param pausedUntil
 *            the receiver asked to be left alone until then
 */
public record StoredChannel(Channel channel, String secret, @Nullable String previousSecret,
        @Nullable Instant previousSecretUntil, @Nullable Instant pausedUntil) {

    StoredChannel with(Channel changed) {
        return new StoredChannel(changed, secret, previousSecret, previousSecretUntil, pausedUntil);
    }

    StoredChannel withSecret(String next, Instant previousUntil) {
        return new StoredChannel(channel, next, secret, previousUntil, pausedUntil);
    }

    /** Whether it is switched on or has moved: what an earlier receiver asked for no longer counts. */
    StoredChannel withoutPause() {
        return new StoredChannel(channel, secret, previousSecret, previousSecretUntil, null);
    }

    StoredChannel switchedOff(String reason) {
        Channel c = channel;
        return with(new Channel(c.id(), c.name(), c.kind(), c.url(), false, reason, c.minSeverity(), c.events(),
                c.secretSet(), c.createdAt(), c.undelivered()));
    }

    @Override
    public String toString() {
        return "StoredChannel[" + channel + "]";
    }
}
