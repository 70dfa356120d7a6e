package io.binnacle.kernel.error;

import java.time.Duration;
import java.util.Optional;

/** A bound is reached: a queue is full, a limit is used up. Nothing was taken; a retry after {@link #retryAfter()} helps. */
public final class Overloaded extends WorldFault {

    private final Duration retryAfter;

    public Overloaded(String message, Duration retryAfter) {
        super(message, null);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
