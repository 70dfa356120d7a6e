package io.binnacle.kernel.error;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Stored bytes are not what was written. No retry helps; the message says which file or row, and what was kept. */
public final class Corrupt extends WorldFault {

    public Corrupt(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
