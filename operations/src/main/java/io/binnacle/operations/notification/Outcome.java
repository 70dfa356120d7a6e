package io.binnacle.operations.notification;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** How one attempt to deliver went. */
public sealed interface Outcome {

    /** The HTTP status; null when there was no answer. */
    @Nullable
    Integer status();

    /** The beginning of the answer; null when there was none. */
    @Nullable
    String response();

    /** The receiver has it. */
    record Delivered(@Nullable Integer status, @Nullable String response) implements Outcome {}

    /**
     * It did not arrive, or nobody knows whether it did.
     *
     * @param error
     *            why, a sentence without secrets
     * @param retryAfter
     *            the receiver asked to be left alone for this long; null when it did not
     */
    record Failed(@Nullable Integer status, @Nullable String response, String error,
            @Nullable Duration retryAfter) implements Outcome {}

    /** The receiver wants no more messages, ever: the channel is switched off. */
    record Gone(@Nullable Integer status, @Nullable String response, String error) implements Outcome {}
}
