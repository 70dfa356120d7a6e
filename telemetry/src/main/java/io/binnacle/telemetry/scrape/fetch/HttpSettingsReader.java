package io.binnacle.telemetry.scrape.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.TlsSettings;
import io.binnacle.telemetry.scrape.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Reads the keys of Prometheus' HTTP client configuration, which stand among the others of a section. */
public final class HttpSettingsReader {

    private static final List<String> TLS_VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    /** Those that are made for each request, and those that have keys of their own. */
    private static final Set<String> RESERVED = Set.of("authorization", "host", "content-encoding", "content-length",
            "content-type", "user-agent", "connection", "keep-alive", "proxy-authenticate", "proxy-authorization",
            "www-authenticate", "accept-encoding", "x-prometheus-remote-write-version",
            "x-prometheus-remote-read-version", "x-prometheus-scrape-timeout-seconds", "transfer-encoding", "te",
            "upgrade", "trailer", "expect");
    private static final List<String> UNSUPPORTED = List.of("sigv4", "azuread", "google_iam");

    private final Section section;
    private final Path directory;

    private HttpSettingsReader(Section section, Path directory) {
        this.section = section;
        this.directory = directory;
    }

    /** @param directory that relative names of files count from */
    public static HttpSettings read(Section section, Path directory) {
        HttpSettingsReader reader = new HttpSettingsReader(section, directory);
        for (String key : UNSUPPORTED) {
            if (section.has(key)) {
                section.fault(key, "basic_auth, authorization or oauth2; Binnacle has no " + key + " yet", "a section");
            }
            section.ignore(key);
        }
        // HTTP/1.1 is what is spoken; the key permits the other and does not demand it.
        section.flag("enable_http2");
        return new HttpSettings(reader.authorization(), reader.tls(), reader.proxy(), reader.noProxy(),
                section.flag("follow_redirects", true), reader.headers());
    }

    private @Nullable Authorization authorization() {
        List<Authorization> all = new ArrayList<>();
        section.section("basic_auth").ifPresent(basic -> {
            Secret none = Secret.of("");
            all.add(new Authorization.Basic(secret(basic, "username").orElse(none),
                    secret(basic, "password").orElse(none)));
            refuseRef(basic, "username_ref");
            refuseRef(basic, "password_ref");
            basic.end();
        });
        section.section("authorization").ifPresent(given -> {
            String type = given.text("type", "Bearer").strip();
            if (type.toLowerCase(Locale.ROOT).equals("basic")) {
                given.fault("type", "basic_auth for the type basic", type);
            }
            secret(given, "credentials").ifPresent(credentials -> all.add(new Authorization.Credentials(type,
                    credentials)));
            refuseRef(given, "credentials_ref");
            given.end();
        });
        section.section("oauth2").flatMap(this::oauth2).ifPresent(all::add);
        // Older names of the same.
        secret(section, "bearer_token").ifPresent(token -> all.add(new Authorization.Credentials("Bearer", token)));
        if (all.size() > 1) {
            section.fault("at most one of basic_auth, authorization, oauth2 and bearer_token", "several");
        }
        return all.isEmpty() ? null : all.getFirst();
    }

    private Optional<Authorization> oauth2(Section oauth2) {
        HttpSettingsReader of = new HttpSettingsReader(oauth2, directory);
        String client = oauth2.text("client_id", "");
        if (client.isEmpty()) {
            oauth2.fault("client_id", "the name of the client", "none");
        }
        Secret secret = secret(oauth2, "client_secret").orElse(Secret.of(""));
        refuseRef(oauth2, "client_secret_ref");
        Map<String, Secret> params = new LinkedHashMap<>();
        oauth2.textMap("endpoint_params").forEach((name, value) -> params.put(name, Secret.of(value)));
        HttpSettings http = new HttpSettings(null, of.tls(), of.proxy(), of.noProxy(), true, Map.of());
        Optional<Authorization> settings = of.tokenUrl().map(url -> new Authorization.OAuth2(client, secret,
                oauth2.texts("scopes"), url, params, http));
        oauth2.ignore("scopes");
        oauth2.end();
        return settings;
    }

    private Optional<URI> tokenUrl() {
        try {
            URI url = new URI(section.text("token_url", ""));
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // Told below; its message would repeat what may be a password.
        }
        section.fault("token_url", "an address, http:// or https://", section.has("token_url") ? "another" : "none");
        return Optional.empty();
    }

    private static void refuseRef(Section of, String key) {
        if (of.has(key)) {
            of.fault(key, "a text or a file; Binnacle has no secret providers", "a reference");
        }
        of.ignore(key);
    }

    /** Of that key, or in the file that the key with {@code _file} behind it names. */
    private Optional<Secret> secret(Section of, String key) {
        Optional<String> text = of.text(key);
        Optional<String> file = of.text(key + "_file");
        if (text.isPresent() && file.isPresent()) {
            of.fault(key, "at most one of " + key + " and " + key + "_file", "both");
        }
        return text.map(Secret::of).or(() -> file.map(name -> Secret.in(directory.resolve(name))));
    }

    private TlsSettings tls() {
        Optional<Section> found = section.section("tls_config");
        if (found.isEmpty()) {
            return TlsSettings.USUAL;
        }
        Section tls = found.get();
        Secret key = secret(tls, "key").orElse(null);
        Secret certificate = secret(tls, "cert").orElse(null);
        if ((key == null) != (certificate == null)) {
            tls.fault("both a certificate and a key, or neither", "one of them");
        }
        List.of("ca_ref", "cert_ref", "key_ref").forEach(name -> refuseRef(tls, name));
        int lowest = version(tls, "min_version", 0);
        int highest = version(tls, "max_version", TLS_VERSIONS.size() - 1);
        if (lowest > highest) {
            tls.fault("min_version", "one that is not above max_version", TLS_VERSIONS.get(lowest));
            highest = lowest;
        }
        boolean chosen = tls.has("min_version") || tls.has("max_version");
        TlsSettings settings = new TlsSettings(secret(tls, "ca").orElse(null), certificate, key,
                tls.text("server_name").orElse(null), tls.flag("insecure_skip_verify", false),
                chosen ? PROTOCOLS.subList(lowest, highest + 1) : List.of());
        tls.end();
        return settings;
    }

    private static int version(Section tls, String key, int standard) {
        String text = tls.text(key).orElse(null);
        int index = text == null ? standard : TLS_VERSIONS.indexOf(text);
        if (index < 0) {
            tls.fault(key, "one of " + String.join(", ", TLS_VERSIONS), String.valueOf(text));
            return standard;
        }
        return index;
    }

    private @Nullable URI proxy() {
        if (section.flag("proxy_from_environment", false)) {
            section.fault("proxy_from_environment",
                    "proxy_url; Binnacle takes no settings from the environment of others",
                    "true");
        }
        if (section.has("proxy_connect_header")) {
            section.fault("proxy_connect_header", "none; Binnacle cannot send headers to proxies yet", "a section");
        }
        section.ignore("proxy_connect_header");
        String text = section.text("proxy_url", "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI proxy = new URI(text);
            if ("http".equals(proxy.getScheme()) && proxy.getHost() != null) {
                return proxy;
            }
        } catch (URISyntaxException e) {
            // Told below; its message would repeat what may be a password.
        }
        section.fault("proxy_url", "the address of an HTTP proxy, http://host:port", "another");
        return null;
    }

    private List<String> noProxy() {
        String text = section.text("no_proxy", "");
        if (!text.isEmpty() && !section.has("proxy_url")) {
            section.fault("no_proxy", "a proxy_url beside it", "none");
        }
        return text.isEmpty() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
    }

    private Map<String, List<Secret>> headers() {
        Map<String, List<Secret>> headers = new LinkedHashMap<>();
        section.section("http_headers").ifPresent(all -> {
            for (String name : all.keys()) {
                if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                    all.fault(name, "a header that has no other key and is not made for each request", name);
                }
                all.section(name).ifPresent(header -> {
                    List<Secret> values = new ArrayList<>();
                    header.texts("values").forEach(value -> values.add(Secret.of(value)));
                    header.texts("secrets").forEach(value -> values.add(Secret.of(value)));
                    header.texts("files").forEach(file -> values.add(Secret.in(directory.resolve(file))));
                    header.end();
                    headers.put(name, List.copyOf(values));
                });
            }
        });
        return headers;
    }
}
