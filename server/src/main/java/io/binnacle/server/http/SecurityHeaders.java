package io.binnacle.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that every answer carries, also those to requests that no route serves. */
final class SecurityHeaders {

    /**
     * Styles alone may be inline: the console's controls set sizes and positions in style attributes at run time, for which
     * there is neither a hash nor a nonce. Scripts, which could act, come from our own files only.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private SecurityHeaders() {
    }

    static Map<String, String> of(boolean tls) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-security-policy", CONTENT_SECURITY_POLICY);
        headers.put("x-content-type-options", "nosniff");
        headers.put("x-frame-options", "DENY");
        headers.put("referrer-policy", "same-origin");
        headers.put("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("cross-origin-resource-policy", "same-origin");
        if (tls) {
            headers.put("strict-transport-security", "max-age=31536000");
        }
        return headers;
    }
}
