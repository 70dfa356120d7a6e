package io.binnacle.telemetry.scrape.discovery;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.fetch.HttpSettingsReader;
import io.binnacle.telemetry.scrape.kubernetes.ClusterAccess;
import io.binnacle.telemetry.scrape.kubernetes.ClusterSource;
import io.binnacle.telemetry.scrape.kubernetes.Resource;
import io.binnacle.telemetry.scrape.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Reads one of the {@code kubernetes_sd_configs}. */
final class KubernetesReader {

    private KubernetesReader() {
    }

    /**
     * Empty when it is wrong, which the section's faults say.
     *
     * @param directory that relative names of files count from
     */
    static Optional<DiscoverySettings> read(Section section, Path directory) {
        String word = section.text("role", "");
        Optional<KubernetesRole> role = KubernetesRole.find(word);
        if (role.isEmpty()) {
            section.fault("role", "one of " + KubernetesRole.words(), word.isEmpty() ? "none" : word);
        }
        ClusterSource source = source(section, directory);
        KubernetesScope scope = scope(section, role.orElse(KubernetesRole.NODE), role.isPresent());
        if (scope.ownNamespace() && !(source instanceof ClusterSource.ServiceAccount)) {
            section.fault("namespaces", "own_namespace only without api_server and kubeconfig_file", "both");
        }
        section.end();
        return role.isEmpty() || source == null
                ? Optional.empty()
                : Optional.of(new DiscoverySettings.Kubernetes(role.get(), source, scope));
    }

    private static @Nullable ClusterSource source(Section section, Path directory) {
        HttpSettings http = HttpSettingsReader.read(section, directory);
        Optional<String> kubeconfig = section.text("kubeconfig_file").filter(name -> !name.isEmpty());
        boolean told = section.text("api_server").filter(text -> !text.isEmpty()).isPresent();
        if (told) {
            if (kubeconfig.isPresent()) {
                section.fault("kubeconfig_file", "at most one of api_server and kubeconfig_file", "both");
            }
            return DiscoveryReader.address(section, "api_server")
                    .map(server -> new ClusterSource.Told(new ClusterAccess(server, http))).orElse(null);
        }
        if (!http.equals(HttpSettings.USUAL)) {
            section.fault("an api_server beside settings of the HTTP client", "none");
        }
        return kubeconfig.isPresent()
                ? new ClusterSource.InKubeconfig(directory.resolve(kubeconfig.get()))
                : ClusterSource.ServiceAccount.OF_THIS_POD;
    }

    private static KubernetesScope scope(Section section, KubernetesRole role, boolean known) {
        Optional<Section> namespaces = section.section("namespaces");
        boolean own = namespaces.map(one -> one.flag("own_namespace", false)).orElse(false);
        List<String> names = namespaces.map(one -> one.texts("names")).orElse(List.of());
        namespaces.ifPresent(Section::end);
        Set<Resource> attached = EnumSet.noneOf(Resource.class);
        section.section("attach_metadata").ifPresent(attach -> {
            if (attach.flag("node", false) && role.hasNodes()) {
                attached.add(Resource.NODES);
            }
            if (attach.flag("namespace", false) && role != KubernetesRole.NODE) {
                attached.add(Resource.NAMESPACES);
            }
            attach.end();
        });
        return new KubernetesScope(own, names, selectors(section, role, known), attached);
    }

    private static Map<Resource, KubernetesScope.Selector> selectors(Section section, KubernetesRole role,
            boolean known) {
        Set<Resource> allowed = EnumSet.copyOf(role.resources());
        if (role == KubernetesRole.POD) {
            allowed.add(Resource.NODES);
        }
        Map<Resource, KubernetesScope.Selector> selectors = new EnumMap<>(Resource.class);
        for (Section one : section.sections("selectors")) {
            String word = one.text("role", "");
            Optional<KubernetesRole> of = KubernetesRole.find(word);
            KubernetesScope.Selector selector = new KubernetesScope.Selector(one.text("label", ""),
                    one.text("field", ""));
            one.end();
            Optional<Resource> resource = of.map(found -> found.resources().getFirst()).filter(allowed::contains);
            if (resource.isEmpty()) {
                if (known) {
                    one.fault("role", "one that the role " + role.word() + " reads: " + words(allowed), word);
                }
            } else if (selectors.putIfAbsent(resource.get(), selector) != null) {
                one.fault("role", "each role once", word + " twice");
            }
        }
        return selectors;
    }

    private static String words(Set<Resource> resources) {
        return Arrays.stream(KubernetesRole.values()).filter(role -> resources.contains(role.resources().getFirst()))
                .map(KubernetesRole::word).collect(Collectors.joining(", "));
    }
}
