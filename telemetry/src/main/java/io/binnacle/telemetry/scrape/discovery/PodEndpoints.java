package io.binnacle.telemetry.scrape.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.Cluster;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;
import io.binnacle.telemetry.scrape.kubernetes.Resource;

/**
 * The targets of one group of endpoints: each endpoint with what its pod says, then the ports of these pods that no endpoint
 * names. Belongs to one thread.
 */
final class PodEndpoints {

    private final Cluster cluster;
    private final List<Map<String, String>> targets = new ArrayList<>();
    private final Map<String, Behind> pods = new LinkedHashMap<>();

    /** A pod, and those of its ports that endpoints name. */
    private record Behind(ClusterObject pod, Set<String> ports) {}

    PodEndpoints(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Adds the target of an endpoint.
     *
     * @param ref to whom the endpoint belongs
     * @param port empty for none
     * @param protocol that counts instead of what the container says; empty for the container's
     */
    void add(Map<String, String> target, JsonNode ref, String port, String protocol) {
        Optional<ClusterObject> found = ref.path("kind").asText().equals("Pod")
                ? cluster.find(Resource.PODS, ref.path("namespace").asText(""), ref.path("name").asText(""))
                : Optional.empty();
        targets.add(target);
        if (found.isEmpty()) {
            return;
        }
        ClusterObject pod = found.get();
        PodTargets.addLabels(target, pod);
        pods.computeIfAbsent(pod.namespace() + "/" + pod.name(), key -> new Behind(pod, new HashSet<>())).ports()
                .add(port);
        for (PodContainer container : PodContainer.of(pod)) {
            for (JsonNode declared : container.ports()) {
                if (PodContainer.number(declared).equals(port)) {
                    container.addLabels(target, declared);
                    if (!protocol.isEmpty()) {
                        target.put(MetaLabels.PREFIX + "pod_container_port_protocol", protocol);
                    }
                    break;
                }
            }
        }
    }

    /** All of them. */
    List<Map<String, String>> targets() {
        for (Behind behind : pods.values()) {
            String ip = PodTargets.ip(behind.pod());
            for (PodContainer container : ip.isEmpty() ? List.<PodContainer>of() : PodContainer.of(behind.pod())) {
                for (JsonNode port : container.ports()) {
                    String number = PodContainer.number(port);
                    if (!behind.ports().contains(number)) {
                        Map<String, String> target = new HashMap<>();
                        target.put(TargetGroup.ADDRESS, MetaLabels.address(ip, number));
                        container.addLabels(target, port);
                        PodTargets.addLabels(target, behind.pod());
                        targets.add(target);
                    }
                }
            }
        }
        return targets;
    }
}
