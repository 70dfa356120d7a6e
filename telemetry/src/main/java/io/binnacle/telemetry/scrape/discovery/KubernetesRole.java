package io.binnacle.telemetry.scrape.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.binnacle.telemetry.scrape.kubernetes.Resource;

/** What of a cluster becomes targets. */
public enum KubernetesRole {

    NODE, SERVICE, POD, ENDPOINTS, ENDPOINTSLICE, INGRESS;

    static Optional<KubernetesRole> find(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(KubernetesRole::word).collect(Collectors.joining(", "));
    }

    /** By Prometheus' name. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it reads; the first becomes targets, the others tell more of these. */
    List<Resource> resources() {
        return switch (this) {
            case NODE -> List.of(Resource.NODES);
            case SERVICE -> List.of(Resource.SERVICES);
            case POD -> List.of(Resource.PODS);
            case ENDPOINTS -> List.of(Resource.ENDPOINTS, Resource.SERVICES, Resource.PODS);
            case ENDPOINTSLICE -> List.of(Resource.ENDPOINTSLICES, Resource.SERVICES, Resource.PODS);
            case INGRESS -> List.of(Resource.INGRESSES);
        };
    }

    /** Whether labels of the nodes may be added to its targets. */
    boolean hasNodes() {
        return this == POD || this == ENDPOINTS || this == ENDPOINTSLICE;
    }
}
