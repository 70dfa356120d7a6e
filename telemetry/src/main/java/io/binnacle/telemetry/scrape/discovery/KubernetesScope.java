package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.telemetry.scrape.kubernetes.ClusterSource;
import io.binnacle.telemetry.scrape.kubernetes.Resource;
import io.binnacle.telemetry.scrape.kubernetes.WatchedResource;

/**
 * Which objects of a cluster are looked at.
 *
 * @param ownNamespace whether that of Binnacle's own pod is one of the namespaces
 * @param namespaces all, when there is none and the own one is not asked for
 * @param attached resources whose labels are added to targets besides
 */
public record KubernetesScope(boolean ownNamespace, List<String> namespaces, Map<Resource, Selector> selectors,
        Set<Resource> attached) {

    /** In the API's own words; empty for none. */
    public record Selector(String label, String field) {

        static final Selector NONE = new Selector("", "");
    }

    public KubernetesScope {
        namespaces = List.copyOf(namespaces);
        selectors = Map.copyOf(selectors);
        attached = Set.copyOf(attached);
    }

    /** @throws IOException the namespace of this pod cannot be told */
    List<WatchedResource> resources(KubernetesRole role, ClusterSource source) throws IOException {
        Set<String> in = new LinkedHashSet<>(namespaces);
        if (ownNamespace && source instanceof ClusterSource.ServiceAccount account) {
            in.add(account.namespace());
        }
        Set<Resource> resources = new LinkedHashSet<>(role.resources());
        resources.addAll(attached);
        List<WatchedResource> all = new ArrayList<>();
        for (Resource resource : resources) {
            Selector selector = selectors.getOrDefault(resource, Selector.NONE);
            boolean everywhere = !resource.isNamespaced() || in.isEmpty();
            for (String namespace : everywhere ? Set.of("") : in) {
                all.add(new WatchedResource(resource, namespace, selector.label(), selector.field()));
            }
        }
        return all;
    }
}
