package io.binnacle.telemetry.scrape.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.fetch.HttpSettingsReader;
import io.binnacle.telemetry.scrape.yaml.Section;

/** Reads the lists of service discovery of a section, and refuses by name the kinds that Binnacle has not. */
public final class DiscoveryReader {

    private static final String ENDING = "_sd_configs";
    private static final Set<String> KINDS = Set.of("file", "dns", "http", "kubernetes");
    private static final String OURS = "static_configs, file_sd_configs, http_sd_configs, dns_sd_configs or kubernetes_sd_configs";
    private static final Pattern FILE = Pattern.compile("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)");
    private static final Set<String> DNS_TYPES = Set.of("A", "AAAA", "MX", "NS", "SRV");
    private static final Duration DNS_REFRESH = Duration.ofSeconds(30);
    private static final Duration HTTP_REFRESH = Duration.ofSeconds(60);

    private DiscoveryReader() {
    }

    /**
     * @param directory that relative names of files count from
     * @param relabelled whether rules may make addresses of what targets are here
     */
    public static List<DiscoverySettings> read(Section job, Path directory, boolean relabelled) {
        List<DiscoverySettings> all = new ArrayList<>();
        List<TargetGroup> groups = new ArrayList<>();
        for (Section section : job.sections("static_configs")) {
            TargetGroup group = TargetList.group(Integer.toString(groups.size()), section, Map.of());
            if (!relabelled) {
                refuseUrls(section, group);
            }
            groups.add(group);
        }
        if (!groups.isEmpty()) {
            all.add(new DiscoverySettings.Static(groups));
        }
        for (Section section : job.sections("file" + ENDING)) {
            all.add(files(section, directory));
        }
        for (Section section : job.sections("http" + ENDING)) {
            http(section, directory).ifPresent(all::add);
        }
        for (Section section : job.sections("dns" + ENDING)) {
            all.add(dns(section));
        }
        for (Section section : job.sections("kubernetes" + ENDING)) {
            KubernetesReader.read(section, directory).ifPresent(all::add);
        }
        for (String key : job.keys()) {
            String kind = key.endsWith(ENDING) ? key.substring(0, key.length() - ENDING.length()) : "";
            if (!kind.isEmpty() && !KINDS.contains(kind)) {
                job.fault(key, OURS + "; Binnacle has no service discovery of " + kind + " yet", kind);
                job.ignore(key);
            }
        }
        return List.copyOf(all);
    }

    private static void refuseUrls(Section section, TargetGroup group) {
        for (Map<String, String> target : group.targets()) {
            String address = target.getOrDefault(TargetGroup.ADDRESS, "");
            if (address.indexOf('/') >= 0) {
                section.fault("targets", "host:port, without a scheme or path", address);
            }
        }
    }

    private static DiscoverySettings files(Section section, Path directory) {
        List<Path> patterns = new ArrayList<>();
        List<String> names = section.texts("files");
        if (names.isEmpty()) {
            section.fault("files", "at least one file", "none");
        }
        for (String name : names) {
            if (!FILE.matcher(name).matches()) {
                section.fault("files",
                        "names that end with .json, .yml or .yaml, with an asterisk in the last part at most",
                        name);
            } else {
                patterns.add(directory.resolve(name));
            }
        }
        // Files are looked at more often than anybody asks for.
        section.duration("refresh_interval");
        section.end();
        return new DiscoverySettings.Files(patterns);
    }

    private static Optional<DiscoverySettings> http(Section section, Path directory) {
        Duration refresh = refresh(section, HTTP_REFRESH);
        HttpSettings http = HttpSettingsReader.read(section, directory);
        Optional<DiscoverySettings> settings = address(section, "url")
                .map(url -> new DiscoverySettings.Http(url, http, refresh));
        section.end();
        return settings;
    }

    /** Empty when it is none, which the section's faults say. */
    static Optional<URI> address(Section section, String key) {
        String text = section.text(key, "");
        try {
            URI uri = new URI(text);
            boolean known = Set.of("http", "https").contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
            if (known && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        section.fault(key, "an address, http:// or https://", text);
        return Optional.empty();
    }

    private static DiscoverySettings dns(Section section) {
        List<String> names = section.texts("names");
        if (names.isEmpty()) {
            section.fault("names", "at least one name", "none");
        }
        String type = section.text("type", "SRV").toUpperCase(Locale.ROOT);
        if (!DNS_TYPES.contains(type)) {
            section.fault("type", "A, AAAA, MX, NS or SRV", type);
        }
        long port = section.count("port").orElse(0L);
        if ((port == 0 && !type.equals("SRV")) || port > 65_535) {
            section.fault("port", "a port from 1 to 65535 for records of type " + type, Long.toString(port));
        }
        Duration refresh = refresh(section, DNS_REFRESH);
        section.end();
        return new DiscoverySettings.Dns(names, type, (int) port, refresh);
    }

    private static Duration refresh(Section section, Duration standard) {
        Duration refresh = section.duration("refresh_interval").orElse(standard);
        if (refresh.isZero()) {
            section.fault("refresh_interval", "more than 0s", "0s");
            return standard;
        }
        return refresh;
    }
}
