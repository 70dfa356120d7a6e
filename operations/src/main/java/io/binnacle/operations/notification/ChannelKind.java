package io.binnacle.operations.notification;

import io.binnacle.kernel.error.InvalidInput;

/**
 * A way to carry messages: webhook; later e-mail, chat, a pager.
 *
 * <ol>
 * <li>{@link #deliver} makes one attempt and returns within {@link NotificationSettings#attemptMax()}. Repeats, their times
 * and their order are not its business.
 * <li>Called by many threads at once, for different channels and for the same.
 * <li>Whatever the receiver or the network does is an {@link Outcome}; an exception is our bug (the message counts as failed).
 * <li>It keeps nothing between calls that a message depends on, and reads nothing but the {@link Notification}.
 * <li>It reads a bounded part of any answer.
 * </ol>
 *
 * <p>A new kind passes {@code ChannelKindContract} and gets one line in {@code Wiring}.
 */
public interface ChannelKind extends AutoCloseable {

    /** {@code webhook}; a channel's {@link Channel#kind()}. */
    String name();

    /**
     * Checks what a person entered as the target, without calling it.
     *
     * @throws InvalidInput
     *             when it can never work or is not allowed; the field is {@code url}
     */
    void check(String target);

    /** A new random secret in the form in which the receiver wants it. */
    String newSecret();

    Outcome deliver(Notification notification);

    @Override
    void close();
}
