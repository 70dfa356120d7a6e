package io.binnacle.kernel.error;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The world's fault: a disk, a network, a peer, too much load. Each kind says whether a retry helps, and when. */
public abstract sealed class WorldFault extends RuntimeException permits Unavailable, Overloaded, Corrupt {

    WorldFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** After which time a retry is worth it; empty when no retry helps. */
    public abstract Optional<Duration> retryAfter();
}
