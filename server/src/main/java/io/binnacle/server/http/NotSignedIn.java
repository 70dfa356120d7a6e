package io.binnacle.server.http;

/** A request needs somebody signed in, and has no session or token, or one that no longer counts. */
public final class NotSignedIn extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotSignedIn(String message) {
        super(message, null, false, false);
    }
}
