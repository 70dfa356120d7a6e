package io.binnacle.telemetry.scrape.kubernetes;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object of the API, of which only what discovery reads is kept: a pod has some kilobytes of it instead of some ten, and
 * heartbeats make no difference.
 *
 * @param namespace empty when its kind has none
 * @param content of which nobody may change anything
 */
public record ClusterObject(String namespace, String name, JsonNode content) {

    private static final List<String> METADATA = List.of("namespace", "name", "uid", "labels", "annotations",
            "ownerReferences");
    private static final List<String> CONTAINER = List.of("name", "image", "ports");
    private static final List<String> CONTAINER_STATUS = List.of("name", "containerID");
    private static final Map<Resource, List<String>> SPEC = Map.of(
            Resource.NODES, List.of("providerID"),
            Resource.PODS, List.of("nodeName", "containers", "initContainers"),
            Resource.SERVICES, List.of("type", "ports", "clusterIP", "externalName", "loadBalancerIP"),
            Resource.INGRESSES, List.of("ingressClassName", "tls", "rules"));
    private static final Map<Resource, List<String>> STATUS = Map.of(
            Resource.NODES, List.of("addresses", "daemonEndpoints"),
            Resource.PODS, List.of("podIP", "hostIP", "phase", "conditions", "containerStatuses",
                    "initContainerStatuses"));

    /** Takes the object over, and drops of it what nobody reads. */
    static ClusterObject of(Resource resource, ObjectNode object) {
        object.remove(List.of("kind", "apiVersion"));
        retain(object.path("metadata"), METADATA);
        retain(object.path("spec"), SPEC.getOrDefault(resource, List.of()));
        retain(object.path("status"), STATUS.getOrDefault(resource, List.of()));
        if (resource == Resource.PODS) {
            object.path("spec").path("containers").forEach(one -> retain(one, CONTAINER));
            object.path("spec").path("initContainers").forEach(one -> retain(one, CONTAINER));
            object.path("status").path("conditions").forEach(one -> retain(one, List.of("type", "status")));
            object.path("status").path("containerStatuses").forEach(one -> retain(one, CONTAINER_STATUS));
            object.path("status").path("initContainerStatuses").forEach(one -> retain(one, CONTAINER_STATUS));
        }
        JsonNode metadata = object.path("metadata");
        return new ClusterObject(metadata.path("namespace").asText(""), metadata.path("name").asText(""), object);
    }

    private static void retain(JsonNode node, List<String> names) {
        if (node instanceof ObjectNode object) {
            object.retain(names);
        }
    }

    String key() {
        return key(namespace, name);
    }

    static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    public JsonNode metadata() {
        return content.path("metadata");
    }

    public JsonNode spec() {
        return content.path("spec");
    }

    public JsonNode status() {
        return content.path("status");
    }
}
