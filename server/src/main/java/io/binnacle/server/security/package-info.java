/**
 * Who may do what: permissions, roles, accounts, sessions, API tokens, throttled sign-in.
 *
 * <p>A request's journey: a session cookie or a bearer token becomes a {@link io.binnacle.server.security.Principal}; the
 * route's permission is asked of it once, before the handler runs, and again by code that reads data of several kinds.
 *
 * <p>Invariants: a secret is stored as a hash only and is shown once; every sign-in, successful or not, and every change
 * of an account is in the activity stream; there is always an administrator who can sign in, once there has been one.
 */
@NullMarked
package io.binnacle.server.security;

import org.jspecify.annotations.NullMarked;
