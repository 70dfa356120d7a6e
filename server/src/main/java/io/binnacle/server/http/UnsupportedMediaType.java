package io.binnacle.server.http;

/** A body comes in a format or a compression that the route does not read; the message says which it does. */
public final class UnsupportedMediaType extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnsupportedMediaType(String message) {
        super(message, null, false, false);
    }
}
