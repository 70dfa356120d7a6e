package io.binnacle.server.security;

import java.util.Optional;

/** Tells who a request comes from. Safe for use by several threads. */
public interface Authentication {

    /** Who signed in with that session; empty when it is unknown or over. Counts as use of the session. */
    Optional<Principal> bySession(String secret);

    /** Whose API token that is; empty when it is unknown, expired or revoked. Counts as use of the token. */
    Optional<Principal> byToken(String secret);

    /** Whether that is the CSRF token of that session. Takes the same time for every wrong one. */
    boolean isCsrfToken(String sessionSecret, String csrfToken);
}
