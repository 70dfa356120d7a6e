package io.binnacle.telemetry.scrape.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.TlsSettings;
import io.binnacle.telemetry.scrape.fetch.Secret;
import io.binnacle.telemetry.scrape.yaml.Faults;
import io.binnacle.telemetry.scrape.yaml.Section;
import io.binnacle.telemetry.scrape.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** Reads what a file as {@code kubectl} has it says about its current context. Belongs to one thread. */
final class Kubeconfig {

    private final Path file;
    private final Faults faults = new Faults();

    private Kubeconfig(Path file) {
        this.file = file;
    }

    /** @throws IOException it cannot be read, or names a way that Binnacle does not go */
    static ClusterAccess read(Path file) throws IOException {
        Kubeconfig reading = new Kubeconfig(file);
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Optional<ClusterAccess> access = YamlText.section(file.toString(), text, reading.faults)
                .flatMap(reading::access);
        try {
            reading.faults.throwIfAny();
        } catch (InvalidInput e) {
            throw new IOException(e.violations().stream().map(Object::toString).collect(Collectors.joining("; ")), e);
        }
        return access.orElseThrow(() -> new IOException(file + " is empty"));
    }

    private Optional<ClusterAccess> access(Section top) {
        Optional<Section> context = named(top, "contexts", top.text("current-context", ""), "context");
        Optional<Section> cluster = context.flatMap(one -> named(top, "clusters", one.text("cluster", ""), "cluster"));
        Optional<Section> user = context.flatMap(one -> named(top, "users", one.text("user", ""), "user"));
        if (cluster.isEmpty() || user.isEmpty()) {
            return Optional.empty();
        }
        Section of = cluster.get();
        URI server = uri(of, "server", "https", "http");
        URI proxy = of.has("proxy-url") ? uri(of, "proxy-url", "http") : null;
        TlsSettings tls = new TlsSettings(secret(of, "certificate-authority"),
                secret(user.get(), "client-certificate"), secret(user.get(), "client-key"),
                of.text("tls-server-name").orElse(null), of.flag("insecure-skip-tls-verify", false), List.of());
        HttpSettings http = new HttpSettings(authorization(user.get()), tls, proxy, List.of(), true, Map.of());
        return server == null ? Optional.empty() : Optional.of(new ClusterAccess(server, http));
    }

    /** What stands under {@code key} in the entry of that name in that list. */
    private static Optional<Section> named(Section top, String list, String name, String key) {
        for (Section entry : top.sections(list)) {
            if (entry.text("name", "").equals(name)) {
                return entry.section(key);
            }
        }
        top.fault(list, "one that is called \"" + name + "\"", "none");
        return Optional.empty();
    }

    private static @Nullable URI uri(Section section, String key, String... schemes) {
        String text = section.text(key, "");
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && List.of(schemes).contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below; its message would repeat what may hold a password.
        }
        section.fault(key, "an address, " + String.join(":// or ", schemes) + "://", "another text");
        return null;
    }

    /** In the file that the key names, or under the key with {@code -data}, by Base64. */
    private @Nullable Secret secret(Section section, String key) {
        Optional<String> data = section.text(key + "-data");
        if (data.isPresent()) {
            try {
                return Secret.of(new String(Base64.getMimeDecoder().decode(data.get()), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                section.fault(key + "-data", "Base64", "something else");
            }
        }
        return section.text(key).map(this::in).orElse(null);
    }

    private Secret in(String name) {
        return Secret.in(file.toAbsolutePath().resolveSibling(name));
    }

    private @Nullable Authorization authorization(Section user) {
        for (String key : List.of("exec", "auth-provider")) {
            if (user.has(key)) {
                user.fault(key, "a token, a certificate or a password; Binnacle starts no programs for credentials",
                        "a section");
            }
        }
        Optional<Secret> token = user.text("tokenFile").map(this::in).or(() -> user.text("token").map(Secret::of));
        if (token.isPresent()) {
            return new Authorization.Credentials("Bearer", token.get());
        }
        return user.text("username").map(name -> new Authorization.Basic(Secret.of(name),
                Secret.of(user.text("password", "")))).orElse(null);
    }
}
