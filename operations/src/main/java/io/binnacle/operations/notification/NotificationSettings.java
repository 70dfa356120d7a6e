package io.binnacle.operations.notification;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How messages are delivered.
 *
 * @param attemptMax
 *            how long one attempt may take, from the look-up of the name to the end of the answer
 * @param concurrencyPerChannel
 *            attempts of one channel at the same time; those of one incident are never at the same time
 * @param retryFirst
 *            the pause after the first failure; it doubles with each further one
 * @param retryMax
 *            the longest pause
 * @param giveUpAfter
 *            a message older than this is not tried again
 * @param keepLogFor
 *            the age at which finished deliveries are removed from the log
 * @param consoleUrl
 *            where people reach the console, for links in messages; null: messages carry none
 */
public record NotificationSettings(Duration attemptMax, int concurrencyPerChannel, Duration retryFirst,
        Duration retryMax, Duration giveUpAfter, Duration keepLogFor, @Nullable URI consoleUrl) {

    /** More than any team needs; each may have {@link #concurrencyPerChannel} attempts under way. */
    public static final int CHANNELS_MAX = 50;
    /** A channel that is this far behind is dead; what comes on top is logged as given up. */
    public static final int UNDELIVERED_MAX = 10_000;

    /** 10 s and 24 h are the usual ones of senders; 4 keeps a receiver on one small machine alive. */
    public static NotificationSettings defaults() {
        return new NotificationSettings(Duration.ofSeconds(10), 4, Duration.ofSeconds(5), Duration.ofHours(1),
                Duration.ofHours(24), Duration.ofDays(30), null);
    }
}
