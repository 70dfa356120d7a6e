package io.binnacle.kernel.error;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Something that we need does not answer: the database, a peer, the disk. A retry helps once it is back. */
public final class Unavailable extends WorldFault {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    public Unavailable(String message) {
        this(message, null);
    }

    public Unavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(RETRY_AFTER);
    }
}
