package io.binnacle.kernel.error;

/** The caller's mistake: repeating the same call cannot help, a changed one can. */
public abstract sealed class CallerFault extends RuntimeException permits InvalidInput, NotFound, Conflict, Denied {

    CallerFault(String message) {
        super(message, null, false, false);
    }
}
