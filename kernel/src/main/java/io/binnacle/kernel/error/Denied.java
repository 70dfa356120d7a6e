package io.binnacle.kernel.error;

/** The caller is known, but lacks a permission. The message names the permission. */
public final class Denied extends CallerFault {

    public Denied(String permission) {
        super("this needs the permission " + permission);
    }
}
