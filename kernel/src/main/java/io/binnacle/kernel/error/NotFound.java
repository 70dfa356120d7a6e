package io.binnacle.kernel.error;

/** The thing that the caller names does not exist, or the caller may not know that it does. */
public final class NotFound extends CallerFault {

    /** @param kind the noun, as people say it: {@code "incident"} */
    public NotFound(String kind, String id) {
        super("there is no " + kind + " " + id);
    }
}
