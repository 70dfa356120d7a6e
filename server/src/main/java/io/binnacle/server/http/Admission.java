package io.binnacle.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import io.binnacle.kernel.error.Denied;
import io.binnacle.server.security.Principal;
import io.binnacle.server.security.Authentication;
import org.jspecify.annotations.Nullable;

/**
 * Decides who makes a request and whether it may: a token, else a session's cookie, then the route's access. A token
 * comes as a bearer token, or as the password of basic authentication from tools that know nothing else, under any
 * name. A changing request with a cookie must prove that our own page made it, by the session's CSRF token.
 */
final class Admission {

    static final String COOKIE = "binnacle_session";
    static final String CSRF_HEADER = "x-csrf-token";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Authentication authentication;

    Admission(Authentication authentication) {
        this.authentication = authentication;
    }

    /**
     * Who calls; null for nobody known.
     *
     * @throws NotSignedIn when the route needs somebody and there is none
     * @throws Denied when the caller lacks the permission or the CSRF token
     */
    @Nullable
    Principal admit(RequestHeaders headers, Access access, boolean changes) {
        if (changes && "cross-site".equals(headers.get("sec-fetch-site"))) {
            throw new Denied("to come from Binnacle's own page");
        }
        Principal principal = identify(headers, changes && !(access instanceof Access.Everyone));
        switch (access) {
            case Access.Everyone everyone -> {
            }
            case Access.SignedIn signedIn -> require(principal);
            case Access.Needs needs -> require(principal).require(needs.permission());
        }
        return principal;
    }

    private @Nullable Principal identify(RequestHeaders headers, boolean needsCsrfToken) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null) {
            String token = token(authorization).orElseThrow(() -> new NotSignedIn(
                    "The Authorization header must be: Bearer bnc_…, or basic authentication with the token as password"));
            return authentication.byToken(token)
                    .orElseThrow(() -> new NotSignedIn("The token is unknown, expired or revoked"));
        }
        Optional<String> secret = sessionSecret(headers);
        if (secret.isEmpty()) {
            return null;
        }
        Optional<Principal> principal = authentication.bySession(secret.get());
        if (principal.isPresent() && needsCsrfToken
                && !authentication.isCsrfToken(secret.get(), headers.get(CSRF_HEADER, ""))) {
            throw new Denied("to change things: the session's X-CSRF-Token header");
        }
        return principal.orElse(null);
    }

    /** Empty for a header of another form. */
    private static Optional<String> token(String authorization) {
        if (startsWith(authorization, BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return startsWith(authorization, BASIC)
                ? password(authorization.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private static boolean startsWith(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** What stands behind the first colon of the credentials; empty when they are malformed. */
    private static Optional<String> password(String credentials) {
        try {
            String text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    static Optional<String> sessionSecret(RequestHeaders headers) {
        return headers.cookies().stream().filter(cookie -> cookie.name().equals(COOKIE)).map(Cookie::value).findFirst();
    }

    private static Principal require(@Nullable Principal principal) {
        if (principal == null) {
            throw new NotSignedIn("Sign in, or send an API token");
        }
        return principal;
    }
}
