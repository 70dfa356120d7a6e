package io.binnacle.kernel.error;

/** The call is well formed, but the state of the thing does not allow it: a closed incident, a name that is taken. */
public final class Conflict extends CallerFault {

    public Conflict(String message) {
        super(message);
    }
}
