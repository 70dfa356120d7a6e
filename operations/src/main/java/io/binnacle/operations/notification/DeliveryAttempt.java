package io.binnacle.operations.notification;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a message.
 *
 * @param number
 *            counted from 1
 * @param status
 *            the HTTP status; null when there was no answer
 * @param error
 *            null when it arrived
 * @param response
 *            the beginning of what the receiver answered
 */
public record DeliveryAttempt(int number, Instant at, @Nullable Integer status, @Nullable String error,
        long durationMillis, @Nullable String response) {}
