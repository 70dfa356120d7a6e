package io.binnacle.telemetry.scrape.fetch;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How to ask by HTTP.
 *
 * @param authorization null for none
 * @param proxy null to ask directly
 * @param noProxy hosts and domains that are asked directly all the same
 * @param headers further ones, each with its values
 */
public record HttpSettings(@Nullable Authorization authorization, TlsSettings tls, @Nullable URI proxy,
        List<String> noProxy, boolean followRedirects, Map<String, List<Secret>> headers) {

    /** Who asks. */
    public sealed interface Authorization {

        record Basic(Secret user, Secret password) implements Authorization {}

        /** @param scheme such as Bearer */
        record Credentials(String scheme, Secret credentials) implements Authorization {}

        /**
         * Whoever has the token that a server gives for the client's secret.
         *
         * @param params further ones of the form, by name
         * @param http how the token's server is asked
         */
        record OAuth2(String clientId, Secret clientSecret, List<String> scopes, URI tokenUrl,
                Map<String, Secret> params, HttpSettings http) implements Authorization {

            public OAuth2 {
                scopes = List.copyOf(scopes);
                params = Map.copyOf(params);
            }
        }
    }

    /**
     * What is asked of TLS; texts are PEM.
     *
     * @param serverName that the certificate must have instead of the host's; null for the host's
     */
    public record TlsSettings(@Nullable Secret authorities, @Nullable Secret certificate, @Nullable Secret key,
            @Nullable String serverName, boolean skipVerify, List<String> versions) {

        public static final TlsSettings USUAL = new TlsSettings(null, null, null, null, false, List.of());

        public TlsSettings {
            versions = List.copyOf(versions);
        }
    }

    /** Without anything special; redirects are followed. */
    public static final HttpSettings USUAL = new HttpSettings(null, TlsSettings.USUAL, null, List.of(), true, Map.of());

    public HttpSettings {
        noProxy = List.copyOf(noProxy);
        headers = Map.copyOf(headers);
    }
}
