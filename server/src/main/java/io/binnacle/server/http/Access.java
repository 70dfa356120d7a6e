package io.binnacle.server.http;

import io.binnacle.server.security.Permission;

/** Who may call a route. */
public sealed interface Access {

    /** Anybody, signed in or not: signing in itself, health. */
    record Everyone() implements Access {}

    /** Any user or token, whatever its permissions. */
    record SignedIn() implements Access {}

    /** Whoever has that permission. */
    record Needs(Permission permission) implements Access {}
}
