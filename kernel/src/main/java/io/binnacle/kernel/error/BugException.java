package io.binnacle.kernel.error;

import org.jspecify.annotations.Nullable;

/** A fault of our own: an invariant does not hold. The unit of work dies loudly; the message says which values broke it. */
public final class BugException extends RuntimeException {

    public BugException(String message) {
        this(message, null);
    }

    public BugException(String message, @Nullable Throwable cause) {
        super("BUG: " + message, cause);
    }
}
